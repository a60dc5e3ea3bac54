package dev.onethread.routing.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationEvent.QueueReason;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.Presence;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Who is there, and what becomes of the rest.
class AbsenceTest {
    private final PoolStory pool = new PoolStory();

    @Test
    void anAnswerThatArrivesBeforeTheMessageItAnswersCounts() {
        PoolStory pool = new PoolStory();
        AgentId anna = pool.available("anna", 6);
        ConversationId asked = pool.writes(1);
        pool.command(new DeskCommand.AgentAnswered(pool.id(), pool.now, asked, anna, 2));
        pool.writes(1);

        pool.says(anna, Presence.OFFLINE);
        pool.pass(Duration.ofMinutes(5));

        assertThat(pool.owner(asked)).isEqualTo(anna);
    }

    @Test
    void unansweredConversationsOfAnAgentWhoGoesOfflineReturnWithTheirAge() {
        AgentId anna = pool.available("anna", 6);
        Instant asked = pool.now;
        ConversationId unanswered = pool.writes(1);
        ConversationId answered = pool.writes(2);
        pool.answers(anna, answered);
        pool.pass(Duration.ofMinutes(3));

        pool.says(anna, Presence.OFFLINE);
        assertThat(pool.owner(unanswered)).isEqualTo(anna);
        pool.pass(Duration.ofSeconds(5));

        Effect.Queued queued = pool.only(Effect.Queued.class);
        assertThat(queued.conversation()).isEqualTo(unanswered);
        assertThat(queued.reason()).isEqualTo(QueueReason.AGENT_OFFLINE);
        assertThat(queued.since()).isEqualTo(asked);
        assertThat(pool.owner(answered)).isEqualTo(anna);

        pool.available("boris", 6);
        assertThat(pool.owner(unanswered)).isEqualTo(new AgentId("boris"));
        pool.writes(2);
        assertThat(pool.owner(answered)).isEqualTo(new AgentId("boris"));
    }

    @Test
    void aLostConnectionIsForgivenForAMinute() {
        AgentId anna = pool.available("anna", 6);
        ConversationId asked = pool.writes(1);

        pool.screens(anna, false);
        pool.pass(Duration.ofSeconds(59));
        assertThat(pool.owner(asked)).isEqualTo(anna);
        pool.screens(anna, true);
        pool.pass(Duration.ofMinutes(5));
        assertThat(pool.owner(asked)).isEqualTo(anna);

        pool.screens(anna, false);
        assertThat(pool.waits(pool.writes(2))).isTrue();
        pool.pass(Duration.ofSeconds(60));
        assertThat(pool.waits(asked)).isTrue();
        assertThat(pool.engine.agent(anna).presence()).isEqualTo(Presence.OFFLINE);

        pool.screens(anna, true);
        assertThat(pool.owner(asked)).isEqualTo(anna);
        assertThat(pool.engine.agent(anna).presence()).isEqualTo(Presence.AVAILABLE);
    }

    @Test
    void whoIsAwayOrBusyKeepsWhatTheyHaveAndGetsNothingNew() {
        AgentId anna = pool.available("anna", 6);
        ConversationId mine = pool.writes(1);
        pool.says(anna, Presence.BUSY);
        ConversationId other = pool.writes(2);
        pool.says(anna, Presence.AWAY);
        pool.pass(Duration.ofHours(1));
        pool.writes(1);

        assertThat(pool.owner(mine)).isEqualTo(anna);
        assertThat(pool.waits(other)).isTrue();
    }

    @Test
    void anOlderPresenceIsRefusedAsStale() {
        AgentId anna = pool.hire("anna", 6);
        pool.command(new DeskCommand.SetPresence(pool.id(), pool.now, anna, Presence.AVAILABLE, 7, null));
        pool.command(new DeskCommand.SetPresence(pool.id(), pool.now, anna, Presence.OFFLINE, 6, null));

        assertThat(pool.refusal()).isEqualTo(Refusal.STALE);
        assertThat(pool.engine.agent(anna).presence()).isEqualTo(Presence.AVAILABLE);

        pool.command(new DeskCommand.SetPresence(pool.id(), pool.now, anna, Presence.AVAILABLE, 7, null));
        assertThat(pool.refusal()).isNull();
    }

    @Test
    void anAgentWhoLeavesTheCompanyGivesBackWhatWaits() {
        AgentId anna = pool.available("anna", 6);
        AgentId boris = pool.available("boris", 6);
        ConversationId asked = pool.writes(1);
        assertThat(pool.owner(asked)).isEqualTo(anna);

        pool.dismiss(anna);

        assertThat(pool.owner(asked)).isEqualTo(boris);
        pool.says(anna, Presence.AVAILABLE);
        assertThat(pool.refusal()).isEqualTo(Refusal.AGENT_UNKNOWN);
    }
}
