package dev.onethread.notifier.core;

import dev.onethread.contracts.Address;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How much of a door's pace is used up. Times are milliseconds of any steady scale. `refused` remembers who
/// was told to wait by the channel, because a channel that tells two at about the same time means the door.
/// `served` is when an address had its last turn: whoever has waited longest for one comes first, so that a few
/// with many messages leave the others theirs.
public record Pacing(
        Pace pace,
        long doorFullAt,
        long doorHeldUntil,
        Map<Address, Long> fullAt,
        Map<Address, Long> refused,
        Map<Address, Long> served) {
    /// Two different addresses told to wait within this time mean that the door is too fast.
    private static final long TOGETHER = 1_000;

    /// A turn is remembered so long; a door that had no turn to give for longer has other troubles.
    private static final long REMEMBERED = 60_000;

    public Pacing {
        fullAt = Map.copyOf(fullAt);
        refused = Map.copyOf(refused);
        served = Map.copyOf(served);
    }

    public static Pacing fresh(Pace pace) {
        return new Pacing(pace, Long.MIN_VALUE / 2, Long.MIN_VALUE / 2, Map.of(), Map.of(), Map.of());
    }

    /// Of the heads of the addresses' queues, those that may go now: at most `room`. Of those whose turns were
    /// at the same time the one that stands first in `heads` comes first.
    public Choice choose(List<Head> heads, long now, int room) {
        Map<Address, Long> full = current(now);
        List<Head> chosen = new ArrayList<>();
        long door = doorFullAt;
        long again = Long.MAX_VALUE;
        Map<Address, Long> turns = turns(now);
        for (Head head : inTurn(heads)) {
            if (chosen.size() == room) {
                break;
            }
            Rate rate = pace.of(head.address());
            Address chat = pace.shared(head.address());
            long used = full.getOrDefault(chat, now);
            long allowed = Math.max(
                    rate.allowedAt(used), Math.max(doorHeldUntil, pace.door().allowedAt(door)));
            if (allowed > now) {
                again = Math.min(again, allowed - now);
                continue;
            }
            chosen.add(head);
            for (int message = 0; message < head.messages(); message++) {
                used = rate.taken(used, now);
                door = pace.door().taken(door, now);
            }
            full.put(chat, used);
            turns.put(chat, now);
        }
        return new Choice(chosen, new Pacing(pace, door, doorHeldUntil, full, refused, turns), again);
    }

    /// The channel told `address` to wait. The address itself is held by its waiting delivery.
    public Pacing toldToWait(Address address, long now, long waitMillis) {
        Map<Address, Long> recent = new HashMap<>();
        refused.forEach((other, at) -> {
            if (now - at < TOGETHER) {
                recent.put(other, at);
            }
        });
        recent.put(pace.shared(address), now);
        Pacing after = new Pacing(pace, doorFullAt, doorHeldUntil, fullAt, recent, served);
        return recent.size() > 1 ? after.hold(now + waitMillis) : after;
    }

    /// Nothing leaves by this door before `until`.
    public Pacing hold(long until) {
        return new Pacing(pace, doorFullAt, Math.max(doorHeldUntil, until), fullAt, refused, served);
    }

    private List<Head> inTurn(List<Head> heads) {
        return heads.stream()
                .sorted(Comparator.comparingLong(
                        head -> served.getOrDefault(pace.shared(head.address()), Long.MIN_VALUE)))
                .toList();
    }

    private Map<Address, Long> turns(long now) {
        Map<Address, Long> turns = new HashMap<>();
        served.forEach((address, at) -> {
            if (now - at < REMEMBERED) {
                turns.put(address, at);
            }
        });
        return turns;
    }

    private Map<Address, Long> current(long now) {
        Map<Address, Long> current = new HashMap<>();
        fullAt.forEach((address, at) -> {
            if (at > now) {
                current.put(address, at);
            }
        });
        return current;
    }

    /// The first unfinished part of an address's queue; as an album it is several `messages` to the channel.
    public record Head(PartId id, Address address, Delivery.Calls calls, int messages) {
        public Head(PartId id, Address address, Delivery.Calls calls) {
            this(id, address, calls, 1);
        }
    }

    /// Who goes now, what is used up then, and in how many milliseconds somebody held back may go; [Long#MAX_VALUE]
    /// where nobody is held back.
    public record Choice(List<Head> chosen, Pacing after, long againMillis) {
        public Choice {
            chosen = List.copyOf(chosen);
        }
    }
}
