package dev.onethread.routing.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.Requirement;
import dev.onethread.contracts.SkillId;
import dev.onethread.routing.core.WhyNot.Asked;
import dev.onethread.routing.core.WhyNot.Reason;
import dev.onethread.routing.core.WhyNot.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WhyNotTest {
    private static final AgentId ANNA = new AgentId("anna");
    private static final DeskId SUPPORT = new DeskId("support");
    private static final SkillId GERMAN = new SkillId("german");
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Requirement GERMAN_2 = new Requirement.HasSkill(GERMAN, 2);

    @Test
    void nothingStandsAgainstWhoIsHereAndAbleAndHasRoom() {
        assertThat(WhyNot.of(standing(3, Presence.AVAILABLE, 1), asked(GERMAN_2))
                        .verdict())
                .isEqualTo(Verdict.ABLE);
    }

    @Test
    void theFirstReasonCounts() {
        Standing nobody = standing(1, Presence.OFFLINE, 4);

        assertThat(WhyNot.of(nobody, new Asked(Set.of(new DeskId("else")), step(GERMAN_2), 1, null, List.of()))
                        .verdict())
                .isEqualTo(Verdict.OTHER_DESK);
        assertThat(WhyNot.of(
                                nobody,
                                new Asked(
                                        Set.of(SUPPORT), new NeedStep(GERMAN_2, null, true, null), 1, null, List.of()))
                        .verdict())
                .isEqualTo(Verdict.NOT_SUPERVISOR);
        assertThat(WhyNot.of(nobody, asked(GERMAN_2))).isEqualTo(new Reason(Verdict.NO_SKILL, GERMAN_2, null, null));
        assertThat(WhyNot.of(nobody, asked(Requirement.ANYONE)).verdict()).isEqualTo(Verdict.OFFLINE);
    }

    @Test
    void whoGaveItBackIsToldWhen() {
        Pass pass = new Pass(ANNA, NOW, Pass.How.DECLINED);
        Asked asked = new Asked(Set.of(SUPPORT), step(GERMAN_2), 1, null, List.of(pass));

        assertThat(WhyNot.of(standing(3, Presence.AVAILABLE, 0), asked))
                .isEqualTo(new Reason(Verdict.DECLINED, null, NOW, null));
    }

    @Test
    void roomIsCountedInUnitsAndByChannel() {
        Asked mail = new Asked(Set.of(SUPPORT), step(GERMAN_2), 1, Channel.MAIL, List.of());

        assertThat(WhyNot.of(standing(3, Presence.AVAILABLE, 4), mail).verdict())
                .isEqualTo(Verdict.FULL);
        assertThat(WhyNot.of(new Standing(profile(3), Presence.AVAILABLE, 2, Map.of(Channel.MAIL, 2)), mail))
                .isEqualTo(new Reason(Verdict.CHANNEL_FULL, null, null, new Candidate.Room(2, 2)));
        assertThat(WhyNot.of(new Standing(profile(3), Presence.AVAILABLE, 2, Map.of(Channel.WEB, 2)), mail)
                        .verdict())
                .isEqualTo(Verdict.ABLE);
    }

    @Test
    void whoHasLeftIsOffline() {
        AgentProfile left = new AgentProfile(ANNA, "Anna", false, Set.of(SUPPORT), Map.of(GERMAN, 5), 4);

        assertThat(WhyNot.of(new Standing(left, Presence.AVAILABLE, 0, Map.of()), asked(GERMAN_2))
                        .verdict())
                .isEqualTo(Verdict.OFFLINE);
    }

    private static Standing standing(int level, Presence presence, int load) {
        return new Standing(profile(level), presence, load, Map.of());
    }

    private static AgentProfile profile(int level) {
        return new AgentProfile(
                ANNA, "Anna", true, Set.of(SUPPORT), Map.of(GERMAN, level), 4, false, Map.of(Channel.MAIL, 2));
    }

    private static Asked asked(Requirement requirement) {
        return new Asked(Set.of(SUPPORT), step(requirement), 1, null, List.of());
    }

    private static NeedStep step(Requirement requirement) {
        return NeedStep.forGood(requirement);
    }
}
