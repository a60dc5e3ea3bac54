package dev.onethread.routing.http;

import dev.onethread.contracts.Setting;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.postgres.Configurations;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Changes of the configuration: with each, the version rises and the pools are told, in the same transaction.
@ApplicationScoped
class Changes {
    private final Database database;
    private final Configurations configurations;

    Changes(Database database, Configurations configurations) {
        this.database = database;
        this.configurations = configurations;
    }

    <T extends @Nullable Object> T read(Function<Tx, T> question) {
        return database.inTransaction(question);
    }

    <T extends @Nullable Object> T make(Function<Tx, T> change) {
        return database.inTransaction(tx -> {
            // First of all: its row lock makes changes come one after another, so that what a caller saw is compared
            // with what is replaced.
            configurations.changed(tx);
            return change.apply(tx);
        });
    }

    /// As [#make], but where nothing changed nobody is told.
    <T> T makeIf(Function<Tx, Made<T>> change) {
        return database.inTransaction(tx -> {
            configurations.lock(tx);
            Made<T> made = change.apply(tx);
            if (made.changed()) {
                configurations.changed(tx);
            }
            return made.result();
        });
    }

    /// What came of a change, and whether it was one.
    record Made<T>(T result, boolean changed) {}

    static void tell(Tx tx, Setting setting) {
        tx.publish(Topic.SETTINGS, setting.key(), setting);
    }

    /// An `If-Match` names the version that was seen; without one the last writer wins.
    static void expect(@Nullable String ifMatch, @Nullable Long stored) {
        if (ifMatch == null || ifMatch.equals("*") && stored != null) {
            return;
        }
        if (stored == null || !ifMatch.equals("\"" + stored + "\"")) {
            throw new Problem(412, "changed-meanwhile", "somebody changed it meanwhile: read it again");
        }
    }

    static String tag(long version) {
        return Long.toString(version);
    }
}
