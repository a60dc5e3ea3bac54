package dev.onethread.ticket.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.InboxChange;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AheadTest {
    private final ConversationId conversation = new ConversationId(UUID.randomUUID());
    private final Ahead ahead = new Ahead(2);

    @Test
    void whatWasToldIsKnownOnceWhenItComes() {
        ahead.told(version(1), 7);
        assertThat(ahead.came(version(2))).isEmpty();
        assertThat(ahead.came(version(1))).hasValue(7);
        assertThat(ahead.came(version(1))).isEmpty();
    }

    @Test
    void theOldestIsForgottenWhenTooMuchWaits() {
        ahead.told(version(1), 1);
        ahead.told(version(2), 2);
        ahead.told(version(3), 3);
        assertThat(ahead.came(version(1))).isEmpty();
        assertThat(ahead.came(version(2))).hasValue(2);
        assertThat(ahead.came(version(3))).hasValue(3);
    }

    @Test
    void onlyWhatNeverOccursTwiceIsToldAhead() {
        assertThat(Ahead.single(version(1))).isTrue();
        assertThat(Ahead.single(new InboxChange.DeskChanged(new DeskId("support"))))
                .isFalse();
        assertThat(Ahead.single(new InboxChange.AgentChanged(new AgentId("anna"), 1)))
                .isFalse();
    }

    private InboxChange version(long version) {
        return new InboxChange.ConversationChanged(conversation, version, List.of(version), List.of());
    }
}
