package dev.onethread.routing.core;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.Requirement;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Why an agent could not be given a conversation, from what is kept of both. The first that holds counts, in the order
/// of [Exclusion].
public final class WhyNot {
    private WhyNot() {}

    /// An agent as kept: `presence` is offline for one who is gone or whose screens are, `load` in units, `held` how
    /// many conversations of each channel.
    public record Standing(AgentProfile profile, Presence presence, int load, Map<Channel, Integer> held) {}

    /// What a conversation asks: at these desks, in this step, so many units on that channel, and not of those it has
    /// passed by.
    public record Asked(
            Set<DeskId> desks,
            NeedStep step,
            int weight,
            @Nullable Channel channel,
            List<Pass> passed) {}

    /// The verdict, and what it rests on; [Verdict#ABLE] where nothing stands against it.
    public record Reason(
            Verdict verdict,
            @Nullable Requirement lacks,
            @Nullable Instant at,
            Candidate.@Nullable Room room) {
        static Reason of(Verdict verdict) {
            return new Reason(verdict, null, null, null);
        }
    }

    public static Reason of(Standing agent, Asked asked) {
        AgentProfile profile = agent.profile();
        if (Collections.disjoint(profile.desks(), asked.desks())) {
            return Reason.of(Verdict.OTHER_DESK);
        }
        if (asked.step().supervisors() && !profile.supervisor()) {
            return Reason.of(Verdict.NOT_SUPERVISOR);
        }
        Requirement lacks = Requirements.lacking(asked.step().requirement(), profile.skills());
        if (lacks != null) {
            return new Reason(Verdict.NO_SKILL, lacks, null, null);
        }
        Verdict absence = absence(agent);
        if (absence != null) {
            return Reason.of(absence);
        }
        for (Pass pass : asked.passed()) {
            if (pass.agent().equals(profile.id())) {
                return new Reason(how(pass), null, pass.at(), null);
            }
        }
        return room(agent, asked);
    }

    private static @Nullable Verdict absence(Standing agent) {
        return switch (agent.profile().active() ? agent.presence() : Presence.OFFLINE) {
            case AVAILABLE -> null;
            case BUSY -> Verdict.BUSY;
            case AWAY -> Verdict.AWAY;
            case OFFLINE -> Verdict.OFFLINE;
        };
    }

    private static Verdict how(Pass pass) {
        return switch (pass.how()) {
            case DECLINED -> Verdict.DECLINED;
            case SILENT -> Verdict.SILENT;
            case GAVE_BACK -> Verdict.GAVE_BACK;
        };
    }

    private static Reason room(Standing agent, Asked asked) {
        if (asked.weight() > agent.profile().capacity() - agent.load()) {
            return Reason.of(Verdict.FULL);
        }
        Channel channel = asked.channel();
        Integer limit = channel == null ? null : agent.profile().limits().get(channel);
        if (channel != null && limit != null) {
            int held = agent.held().getOrDefault(channel, 0);
            if (held >= limit) {
                return new Reason(Verdict.CHANNEL_FULL, null, null, new Candidate.Room(held, limit));
            }
        }
        return Reason.of(Verdict.ABLE);
    }
}
