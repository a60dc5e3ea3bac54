package dev.onethread.routing.simulation;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.SkillNeed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What came to a desk in the past, read from the log of decisions. A matter lasts from a customer's first unanswered
/// message to the release: its service is the time agents owned it. Who was released without ever having had an agent
/// is taken to have given up then; how patient the others were is not known, and taken as endless. The service time of
/// those who gave up is not known either: they get, in turn, those of others of their type.
public final class PastMatters {
    /// One line of the log. `since` is when the waiting began, null where there was no choice.
    public record Decided(
            UUID conversation,
            Instant at,
            Kind kind,
            @Nullable Instant since,
            DeskId desk,
            int priority,
            List<SkillNeed> needs,
            int weight,
            Channel channel) {
        public Decided {
            needs = List.copyOf(needs);
        }
    }

    /// What a line of the log means here.
    public enum Kind {
        WAITS,
        OWNED,
        RELEASED
    }

    /// What contacts of a type have in common.
    public record Type(DeskId desk, List<SkillNeed> needs, int weight, Channel channel) {
        public Type {
            needs = needs.stream()
                    .sorted(Comparator.comparing(SkillNeed::skill))
                    .toList();
        }

        /// Says it all, such as `support mail german:3 x2`.
        public String name() {
            StringBuilder name = new StringBuilder(desk.value())
                    .append(' ')
                    .append(channel.name().toLowerCase(java.util.Locale.ROOT));
            for (int i = 0; i < needs.size(); i++) {
                SkillNeed need = needs.get(i);
                name.append(i == 0 ? ' ' : '+').append(need.skill()).append(':').append(need.level());
            }
            return weight == 1
                    ? name.toString()
                    : name.append(" x").append(weight).toString();
        }
    }

    private static final class Matter {
        private final Decided first;
        private final Instant since;
        private @Nullable Instant ownedAt;
        private boolean owned;
        private Duration service = Duration.ZERO;

        Matter(Decided first, Instant since) {
            this.first = first;
            this.since = since;
        }

        void owned(Instant at) {
            if (ownedAt == null) {
                ownedAt = at;
            }
            owned = true;
        }

        void left(Instant at) {
            if (ownedAt != null) {
                service = service.plus(Duration.between(ownedAt, at));
                ownedAt = null;
            }
        }
    }

    private record Came(
            Instant since,
            Type type,
            int priority,
            @Nullable Double service,
            double patience) {}

    private final DeskId desk;
    private final Instant from;
    private final Instant to;
    private final Map<UUID, Matter> open = new LinkedHashMap<>();
    private final List<Came> came = new ArrayList<>();

    private PastMatters(DeskId desk, Instant from, Instant to) {
        this.desk = desk;
        this.from = from;
        this.to = to;
    }

    /// The trace and the types of what began to wait at a desk within a period.
    public record Found(Trace trace, Map<String, Type> types) {
        public Found {
            types = Map.copyOf(types);
        }
    }

    /// @param log each conversation's lines in their order, those after `to` too, so that it is known how matters ended
    public static Found read(List<Decided> log, DeskId desk, Instant from, Instant to) {
        PastMatters matters = new PastMatters(desk, from, to);
        log.forEach(matters::take);
        matters.open.values().forEach(matters::unfinished);
        return matters.found();
    }

    private void take(Decided decided) {
        Matter matter = open.get(decided.conversation());
        Instant since = decided.since();
        if (matter == null && since != null && decided.kind() != Kind.RELEASED) {
            matter = new Matter(decided, since);
            open.put(decided.conversation(), matter);
        }
        if (matter != null) {
            switch (decided.kind()) {
                case WAITS -> matter.left(decided.at());
                case OWNED -> matter.owned(decided.at());
                case RELEASED -> {
                    matter.left(decided.at());
                    open.remove(decided.conversation());
                    ended(matter, decided.at());
                }
            }
        }
    }

    private void ended(Matter matter, Instant at) {
        if (matter.owned) {
            add(matter, seconds(matter.service), Double.POSITIVE_INFINITY);
        } else {
            add(matter, null, Math.max(0, seconds(Duration.between(matter.since, at))));
        }
    }

    private void unfinished(Matter matter) {
        if (matter.ownedAt != null && matter.ownedAt.isBefore(to)) {
            matter.left(to);
        }
        add(matter, matter.owned ? seconds(matter.service) : null, Double.POSITIVE_INFINITY);
    }

    private void add(Matter matter, @Nullable Double service, double patience) {
        Decided first = matter.first;
        if (first.desk().equals(desk) && !matter.since.isBefore(from) && matter.since.isBefore(to)) {
            Type type = new Type(first.desk(), first.needs(), first.weight(), first.channel());
            came.add(new Came(matter.since, type, first.priority(), service, patience));
        }
    }

    private Found found() {
        came.sort(Comparator.comparing(Came::since));
        Map<String, Type> types = new TreeMap<>();
        Map<String, List<Double>> known = new TreeMap<>();
        List<Double> all = new ArrayList<>();
        for (Came each : came) {
            types.put(each.type().name(), each.type());
            Double service = each.service();
            if (service != null) {
                known.computeIfAbsent(each.type().name(), name -> new ArrayList<>())
                        .add(service);
                all.add(service);
            }
        }
        List<Trace.Contact> contacts = new ArrayList<>(came.size());
        Map<String, Integer> turns = new TreeMap<>();
        for (Came each : came) {
            String type = each.type().name();
            Double service = each.service();
            if (service == null) {
                List<Double> others = known.getOrDefault(type, all);
                int turn = turns.merge(type, 1, Integer::sum);
                service = others.isEmpty() ? 0.0 : others.get(turn % others.size());
            }
            double arrival = seconds(Duration.between(from, each.since()));
            contacts.add(new Trace.Contact(arrival, type, each.priority(), service, each.patience()));
        }
        return new Found(new Trace(contacts), types);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
