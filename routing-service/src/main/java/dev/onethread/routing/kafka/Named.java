package dev.onethread.routing.kafka;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.DeskCommand;
import org.jspecify.annotations.Nullable;

/// Whom a command names.
final class Named {
    private Named() {}

    /// The agent who must be known for a command to take effect, null for none.
    static @Nullable AgentId agent(DeskCommand command) {
        return switch (command) {
            case DeskCommand.SetPresence set -> set.agent();
            case DeskCommand.ScreensChanged changed -> changed.agent();
            case DeskCommand.Assign assign -> assign.agent();
            case DeskCommand.Accept accept -> accept.agent();
            case DeskCommand.StartConversation start -> start.agent();
            case DeskCommand.AgentAnswered answered -> answered.agent();
            case DeskCommand.Decline decline -> decline.agent();
            case DeskCommand.Transfer transfer -> transfer.agent();
            case DeskCommand.CustomerWrote wrote -> null;
            case DeskCommand.Release release -> null;
            case DeskCommand.Requeue requeue -> null;
            case DeskCommand.Hold hold -> null;
            case DeskCommand.SetPriority set -> null;
            case DeskCommand.SetNeeds set -> null;
            case DeskCommand.SetDue set -> null;
            case DeskCommand.HandOver over -> null;
            case DeskCommand.TakeOver over -> null;
            case DeskCommand.HandOverConfirmed confirmed -> null;
            case DeskCommand.Absorb absorb -> null;
            case DeskCommand.TakeIn in -> in.agent();
            case DeskCommand.Separate separate -> null;
            case DeskCommand.Forget forget -> null;
            case DeskCommand.ConfigurationChanged changed -> null;
        };
    }
}
