package dev.onethread.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Wakes the agents' screens: topic `inbox.changes`. Names what changed; the replica that holds a screen reads it.
public sealed interface InboxChange extends Event {
    /// A conversation has version `version` now; `entries` are the transcript numbers that are new or changed;
    /// `owners` are the agents who own it or just lost it.
    record ConversationChanged(ConversationId conversation, long version, List<Long> entries, List<AgentId> owners)
            implements InboxChange {
        public ConversationChanged {
            Require.present(conversation, "conversation");
            entries = Require.list(entries, "entries");
            owners = Require.list(owners, "owners");
        }
    }

    /// An agent's presence or load changed.
    record AgentChanged(AgentId agent, long version) implements InboxChange {
        public AgentChanged {
            Require.present(agent, "agent");
        }
    }

    /// A desk's queue facts changed.
    record DeskChanged(DeskId desk) implements InboxChange {
        public DeskChanged {
            Require.present(desk, "desk");
        }
    }

    /// Conversations are erased: no screen shows them any more.
    record ConversationsErased(List<ConversationId> conversations) implements InboxChange {
        public ConversationsErased {
            conversations = Require.list(conversations, "conversations");
        }
    }

    /// A command was answered; `refused` is the reason, null when it was accepted.
    record CommandAnswered(CommandId command, @Nullable String refused) implements InboxChange {
        public CommandAnswered {
            Require.present(command, "command");
        }
    }
}
