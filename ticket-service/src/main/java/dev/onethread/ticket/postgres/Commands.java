package dev.onethread.ticket.postgres;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.InboxChange;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.problems.Problem;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What agents asked of the dispatcher. A command may be asked again under its id: unanswered it is sent again, which
/// the dispatcher recognises; answered it is answered again.
@ApplicationScoped
public class Commands {
    private static final String ASK = """
            INSERT INTO command (id, agent, what, conversation, asked_at) VALUES ($1, $2, $3, $4, now())
            ON CONFLICT (id) DO NOTHING
            """;
    private static final String ASKED =
            "SELECT agent, what, conversation, answered_at IS NOT NULL AS answered, refused FROM command WHERE id = $1 FOR UPDATE";
    private static final String AGENTS = "SELECT id, agent FROM command WHERE id = ANY($1)";
    private static final String FORGET = "DELETE FROM command WHERE asked_at < now() - interval '2 days'";

    private final Database database;

    Commands(Database database) {
        this.database = database;
    }

    /// @return whether the command is to be sent, which it is not once it was answered
    static boolean ask(Tx tx, CommandId id, AgentId agent, String what, @Nullable ConversationId about) {
        UUID conversation = about == null ? null : about.value();
        if (tx.update(ASK, id.value(), agent.value(), what, conversation) > 0) {
            return true;
        }
        Row row = tx.query(ASKED, id.value()).iterator().next();
        boolean same = agent.value().equals(row.getString("agent"))
                && what.equals(row.getString("what"))
                && java.util.Objects.equals(conversation, row.getUUID("conversation"));
        if (!same) {
            throw new Problem(409, "command-differs", "Another command was given under this id.");
        }
        if (row.getBoolean("answered")) {
            tx.publish(
                    Topic.INBOX_CHANGES, id.toString(), new InboxChange.CommandAnswered(id, row.getString("refused")));
            return false;
        }
        return true;
    }

    /// Who asked.
    public Map<UUID, String> agents(Collection<UUID> commands) {
        Map<UUID, String> agents = new HashMap<>();
        for (Row row : database.query(AGENTS, (Object) commands.toArray(UUID[]::new))) {
            agents.put(row.getUUID("id"), row.getString("agent"));
        }
        return agents;
    }

    public void forgetOld() {
        database.inTransaction(tx -> tx.update(FORGET));
    }
}
