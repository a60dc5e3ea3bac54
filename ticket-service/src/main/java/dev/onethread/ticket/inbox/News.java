package dev.onethread.ticket.inbox;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.InboxChange;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// Several changes as one: each conversation, agent and command once. `erased`: something is gone that screens may
/// show.
record News(
        Map<UUID, Touched> conversations,
        Set<String> agents,
        boolean queues,
        Map<UUID, String> commands,
        boolean erased) {
    /// A conversation's new or changed entries, and who owns it or just lost it.
    record Touched(Set<Long> entries, Set<String> owners) {}

    static News of(List<InboxChange> changes) {
        Map<UUID, Touched> conversations = new LinkedHashMap<>();
        Set<String> agents = new TreeSet<>();
        Map<UUID, String> commands = new LinkedHashMap<>();
        boolean queues = false;
        boolean erased = false;
        for (InboxChange change : changes) {
            switch (change) {
                case InboxChange.ConversationChanged changed -> touch(conversations, changed);
                case InboxChange.AgentChanged changed ->
                    agents.add(changed.agent().value());
                case InboxChange.DeskChanged ignored -> queues = true;
                case InboxChange.ConversationsErased ignored -> erased = true;
                case InboxChange.CommandAnswered answered ->
                    commands.put(answered.command().value(), Objects.requireNonNullElse(answered.refused(), ""));
            }
        }
        return new News(conversations, agents, queues, commands, erased);
    }

    private static void touch(Map<UUID, Touched> conversations, InboxChange.ConversationChanged changed) {
        Touched touched = conversations.computeIfAbsent(
                changed.conversation().value(), id -> new Touched(new TreeSet<>(), new HashSet<>()));
        touched.entries().addAll(changed.entries());
        changed.owners().stream().map(AgentId::value).forEach(touched.owners()::add);
    }
}
