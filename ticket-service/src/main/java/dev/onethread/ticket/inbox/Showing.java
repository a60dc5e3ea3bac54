package dev.onethread.ticket.inbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onethread.contracts.InboxChange;
import dev.onethread.ticket.postgres.Commands;
import dev.onethread.ticket.postgres.Entries;
import dev.onethread.ticket.postgres.Presences;
import dev.onethread.ticket.postgres.Summaries;
import dev.onethread.ticket.screen.EntryView;
import dev.onethread.ticket.screen.FeedNumber;
import dev.onethread.ticket.screen.People.AgentView;
import dev.onethread.ticket.screen.People.Counts;
import dev.onethread.ticket.screen.Summary;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Tells screens what changed. What a screen has open or its agent owns goes out at once; the rest waits
/// for the next round, of which there are at most four a second. With a conversation that comes to the
/// agent come its newest entries: what was said before was nobody's yet, and went to no screen. Used by the
/// feed's thread.
///
/// Every frame carries the number up to which the screen had been told *everything* before: a screen that
/// breaks off between two frames of one telling must get both again.
@ApplicationScoped
class Showing {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final News.Touched NOTHING = new News.Touched(Set.of(), Set.of());
    /// Entries from before that a screen gets with a conversation that comes to its agent.
    private static final int NEWEST = 20;

    private final Summaries summaries;
    private final Entries entries;
    private final Presences presences;
    private final Commands commands;
    private final Frames frames;
    private final Duration coalesce;

    private final Set<Screen> screens = new CopyOnWriteArraySet<>();
    private final Set<String> agents = new TreeSet<>();
    private boolean queues;
    private boolean lists;
    private FeedNumber told = new FeedNumber(Map.of());
    private long lastRound;

    Showing(
            Summaries summaries,
            Entries entries,
            Presences presences,
            Commands commands,
            ObjectMapper mapper,
            LiveRules rules) {
        this.summaries = summaries;
        this.entries = entries;
        this.presences = presences;
        this.commands = commands;
        this.frames = new Frames(mapper);
        this.coalesce = rules.coalesce();
        this.lastRound = System.nanoTime() - coalesce.toNanos();
    }

    /// The screens that are up to date, for whoever has something fleeting to show.
    Collection<Screen> screens() {
        return screens;
    }

    Frames frames() {
        return frames;
    }

    /// Lets a screen in that stands at `since`; `now` is what has been told to the others.
    void add(Screen screen, FeedNumber since, FeedNumber now) {
        told = told.latest(now);
        screen.since = since;
        screen.safe = since.text();
        screen.waiting.clear();
        screen.own.clear();
        screen.counts = null;
        screens.add(screen);
        screen.send(Frames.welcome(screen.safe));
        lists = true;
    }

    void remove(Screen screen) {
        screens.remove(screen);
        screen.safe = "";
        screen.waiting.clear();
        screen.own.clear();
    }

    /// Something went wrong on the way to the screens: they take their snapshots anew.
    void restartAll() {
        for (Screen screen : List.copyOf(screens)) {
            remove(screen);
            screen.send(Frames.restart());
        }
        agents.clear();
        queues = false;
        lists = false;
    }

    void tell(News news, FeedNumber now) {
        told = told.latest(now);
        if (news.erased()) {
            // What is gone cannot be told by what it is now: screens take their snapshots anew.
            restartAll();
            return;
        }
        if (screens.isEmpty()) {
            return;
        }
        note(news);
        show(news, screens);
        settle();
    }

    /// Tells one screen what it missed.
    void repeat(Screen screen, News news) {
        note(news);
        show(news, List.of(screen));
    }

    /// Tells a screen again what changed lately in the conversation it opened.
    void repeatOpen(Screen screen, News news) {
        if (screens.contains(screen)) {
            show(news, List.of(screen));
        }
    }

    /// Tells a change that was told at `moment` to the screens that came or turned after that.
    void repeatTurned(long moment, InboxChange change) {
        List<Screen> turned =
                screens.stream().filter(screen -> screen.turned > moment).toList();
        if (!turned.isEmpty()) {
            show(News.of(List.of(change)), turned);
        }
    }

    /// How long there is nothing to do unless something changes.
    Duration untilNextRound() {
        if (!due()) {
            return NEVER;
        }
        long left = coalesce.toNanos() - (System.nanoTime() - lastRound);
        return Duration.ofNanos(Math.max(0, left));
    }

    void roundIfDue() {
        if (due() && System.nanoTime() - lastRound >= coalesce.toNanos()) {
            round();
        }
    }

    private boolean due() {
        return !screens.isEmpty()
                && (lists || queues || !agents.isEmpty() || screens.stream().anyMatch(s -> !s.waiting.isEmpty()));
    }

    private void note(News news) {
        agents.addAll(news.agents());
        queues |= news.queues();
        lists |= !news.conversations().isEmpty();
    }

    private void show(News news, Collection<Screen> audience) {
        if (!news.conversations().isEmpty()) {
            showConversations(news.conversations(), audience);
        }
        if (!news.commands().isEmpty()) {
            showCommands(news.commands(), audience);
        }
    }

    /// A conversation and what became part of it: its changes are told together.
    List<UUID> strands(@Nullable UUID conversation) {
        if (conversation == null) {
            return List.of();
        }
        return summaries.find(conversation).map(Summary::strands).orElse(List.of(conversation));
    }

    private void showConversations(Map<UUID, News.Touched> touched, Collection<Screen> audience) {
        Map<UUID, Summary> changed = withSurvivors(summaries.byIds(touched.keySet()));
        Map<UUID, List<EntryView>> read = entriesFor(touched, changed, audience);
        changed.forEach((id, summary) -> {
            List<EntryView> fresh = new ArrayList<>();
            List<EntryView> all = new ArrayList<>();
            Set<String> owners = new HashSet<>();
            for (UUID strand : told(summary)) {
                News.Touched news = touched.getOrDefault(strand, NOTHING);
                owners.addAll(news.owners());
                for (EntryView entry : read.getOrDefault(strand, List.of())) {
                    all.add(entry);
                    if (news.entries().contains(entry.seq())) {
                        fresh.add(entry);
                    }
                }
            }
            var telling =
                    new Telling(summary, frames.json(summary), frames.entries(fresh), frames.entries(all), owners);
            audience.forEach(screen -> show(screen, telling));
        });
    }

    /// What is told with a conversation: what changed in any strand of it. A strand itself only says that
    /// it is one.
    private static List<UUID> told(Summary summary) {
        return summary.survivor() == null ? summary.strands() : List.of();
    }

    /// What changes in a strand is shown in the conversation that goes on for it.
    private Map<UUID, Summary> withSurvivors(Map<UUID, Summary> changed) {
        Set<UUID> missing = new HashSet<>();
        for (Summary summary : changed.values()) {
            UUID survivor = summary.survivor();
            if (survivor != null && !changed.containsKey(survivor)) {
                missing.add(survivor);
            }
        }
        if (!missing.isEmpty()) {
            changed.putAll(summaries.byIds(missing));
        }
        return changed;
    }

    /// What is told of one conversation, written once: `fresh` are the entries that changed, `newest` has
    /// the last ones from before, too, for screens to whose agent it comes with this.
    private record Telling(Summary summary, String json, String fresh, String newest, Set<String> owners) {}

    private static void show(Screen screen, Telling telling) {
        Screen.Viewer viewer = screen.viewer;
        if (viewer == null) {
            return;
        }
        Summary summary = telling.summary();
        Summary.Lists in = summary.lists(viewer.agent());
        boolean comes = comesTo(screen, viewer, summary);
        note(screen, viewer, summary);
        if (concerns(screen, viewer, summary, telling.owners())) {
            screen.waiting.remove(summary.id());
            String entries = comes ? telling.newest() : telling.fresh();
            screen.send(Frames.conversation(screen.safe, telling.json(), entries, in));
        } else {
            screen.waiting.put(summary.id(), new Screen.Waiting(telling.json(), in));
        }
    }

    private static boolean concerns(Screen screen, Screen.Viewer viewer, Summary summary, Set<String> owners) {
        return screen.shows(summary.id()) || summary.ownedBy(viewer.agent()) || owners.contains(viewer.agent());
    }

    /// It is the agent's now, and this screen was not told so before: what was said until then was no
    /// business of this screen, and is missing there.
    private static boolean comesTo(Screen screen, Screen.Viewer viewer, Summary summary) {
        return summary.ownedBy(viewer.agent()) && !screen.own.contains(summary.id());
    }

    private static void note(Screen screen, Screen.Viewer viewer, Summary summary) {
        if (summary.ownedBy(viewer.agent())) {
            screen.own.add(summary.id());
        } else {
            screen.own.remove(summary.id());
        }
    }

    private Map<UUID, List<EntryView>> entriesFor(
            Map<UUID, News.Touched> touched, Map<UUID, Summary> changed, Collection<Screen> audience) {
        Set<Entries.Key> keys = new LinkedHashSet<>();
        changed.forEach((id, summary) -> {
            for (UUID strand : told(summary)) {
                News.Touched news = touched.getOrDefault(strand, NOTHING);
                if (audience.stream().anyMatch(screen -> wants(screen, summary, news.owners()))) {
                    news.entries().forEach(seq -> keys.add(new Entries.Key(strand, seq)));
                }
            }
            if (audience.stream().anyMatch(screen -> comesTo(screen, summary))) {
                LongStream.rangeClosed(Math.max(1, summary.lastSeq() - NEWEST + 1), summary.lastSeq())
                        .forEach(seq -> keys.add(new Entries.Key(id, seq)));
            }
        });
        return keys.isEmpty() ? Map.of() : entries.byKeys(keys);
    }

    private static boolean wants(Screen screen, Summary summary, Set<String> owners) {
        Screen.Viewer viewer = screen.viewer;
        return viewer != null && concerns(screen, viewer, summary, owners);
    }

    private static boolean comesTo(Screen screen, Summary summary) {
        Screen.Viewer viewer = screen.viewer;
        return viewer != null && comesTo(screen, viewer, summary);
    }

    private void showCommands(Map<UUID, String> answered, Collection<Screen> audience) {
        commands.agents(answered.keySet()).forEach((id, agent) -> {
            String refused = answered.getOrDefault(id, "");
            for (Screen screen : audience) {
                Screen.Viewer viewer = screen.viewer;
                if (viewer != null && viewer.agent().equals(agent)) {
                    screen.send(frames.command(screen.safe, id, refused.isEmpty() ? null : refused));
                }
            }
        });
    }

    private void round() {
        lastRound = System.nanoTime();
        for (Screen screen : screens) {
            screen.waiting
                    .values()
                    .forEach(each -> screen.send(Frames.conversation(screen.safe, each.summary(), "[]", each.lists())));
            screen.waiting.clear();
        }
        showAgents();
        showQueues();
        showCounts();
        settle();
    }

    private void showAgents() {
        if (agents.isEmpty()) {
            return;
        }
        for (AgentView agent : presences.agents(new HashSet<>(agents))) {
            screens.forEach(screen -> screen.send(frames.agent(screen.safe, agent)));
        }
        agents.clear();
    }

    private void showQueues() {
        if (queues) {
            var facts = presences.queues();
            screens.forEach(screen -> screen.send(frames.queues(screen.safe, facts)));
            queues = false;
        }
    }

    private void showCounts() {
        if (!lists) {
            return;
        }
        Set<String> viewers = new HashSet<>();
        screens.forEach(screen -> viewers.add(agent(screen.viewer)));
        Map<String, Long> owned = summaries.owned(viewers);
        long queued = summaries.queued();
        long everything = summaries.everything();
        for (Screen screen : screens) {
            var counts = new Counts(owned.getOrDefault(agent(screen.viewer), 0L), queued, everything);
            if (!counts.equals(screen.counts)) {
                screen.counts = counts;
                screen.send(Frames.counts(screen.safe, counts));
            }
        }
        lists = false;
    }

    /// A screen for which nothing waits has been told everything.
    private void settle() {
        if (lists || queues || !agents.isEmpty()) {
            return;
        }
        for (Screen screen : screens) {
            if (screen.waiting.isEmpty()) {
                screen.safe = told.latest(screen.since).text();
            }
        }
    }

    private static String agent(Screen.@Nullable Viewer viewer) {
        return viewer == null ? "" : viewer.agent();
    }
}
