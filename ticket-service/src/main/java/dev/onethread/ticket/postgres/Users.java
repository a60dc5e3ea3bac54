package dev.onethread.ticket.postgres;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Setting;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Tx;
import dev.onethread.ticket.core.Words;
import dev.onethread.ticket.screen.People.Account;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The users of the inbox. Others learn of a change in the transaction that makes it.
@ApplicationScoped
public class Users {
    private static final String SELECT = "SELECT id, name, roles, language, active, password_hash FROM app_user ";
    private static final String ALL = SELECT + "ORDER BY id";
    private static final String BY_ID = SELECT + "WHERE id = $1";
    /// An absent password leaves the one there is.
    private static final String SAVE = """
            INSERT INTO app_user (id, name, roles, language, active, password_hash) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, roles = EXCLUDED.roles, language = EXCLUDED.language,
                active = EXCLUDED.active, version = app_user.version + 1,
                password_hash = coalesce(EXCLUDED.password_hash, app_user.password_hash)
            """;
    private static final String FIRST_ADMIN = """
            INSERT INTO app_user (id, name, roles, active, password_hash)
            SELECT $1::text, $2::text, ARRAY['admin', 'supervisor'], true, $3::text
            WHERE NOT EXISTS (SELECT 1 FROM app_user WHERE active AND 'admin' = ANY(roles))
            ON CONFLICT (id) DO NOTHING
            """;
    private static final String REVOKE =
            "UPDATE refresh_token SET revoked_at = now() WHERE app_user = $1 AND revoked_at IS NULL";

    private final Database database;

    Users(Database database) {
        this.database = database;
    }

    /// A user with the hash of the password; null for those who sign in elsewhere.
    public record Known(Account account, @Nullable String passwordHash) {}

    public Optional<Known> find(String id) {
        for (Row row : database.query(BY_ID, id)) {
            return Optional.of(new Known(account(row), row.getString("password_hash")));
        }
        return Optional.empty();
    }

    public List<Account> all() {
        List<Account> accounts = new ArrayList<>();
        database.query(ALL).forEach(row -> accounts.add(account(row)));
        return accounts;
    }

    /// A new password or an inactive user ends every session of that user.
    public void save(Account account, @Nullable String passwordHash) {
        database.inTransaction(tx -> {
            tx.update(
                    SAVE,
                    account.id(),
                    account.name(),
                    account.roles().toArray(String[]::new),
                    account.language(),
                    account.active(),
                    passwordHash);
            if (passwordHash != null || !account.active()) {
                tx.update(REVOKE, account.id());
            }
            tell(tx, account);
            return true;
        });
    }

    /// Makes the first administrator where there is none.
    public boolean bootstrap(String id, String passwordHash) {
        return database.inTransaction(tx -> {
            boolean made = tx.update(FIRST_ADMIN, id, id, passwordHash) > 0;
            if (made) {
                tell(tx, new Account(id, id, List.of("admin", "supervisor"), null, true));
            }
            return made;
        });
    }

    private static void tell(Tx tx, Account account) {
        var setting = new Setting.UserSetting(
                new AgentId(account.id()),
                account.name(),
                account.roles().stream()
                        .map(role -> Words.read(Setting.Role.class, role))
                        .toList(),
                account.active(),
                account.language());
        tx.publish(Topic.SETTINGS, setting.key(), setting);
    }

    private static Account account(Row row) {
        return new Account(
                row.getString("id"),
                row.getString("name"),
                Arrays.asList(row.getArrayOfStrings("roles")),
                row.getString("language"),
                row.getBoolean("active"));
    }
}
