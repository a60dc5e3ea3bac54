package dev.onethread.ingest.postgres;

import dev.onethread.contracts.Door;
import dev.onethread.contracts.Setting;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Database;
import jakarta.enterprise.context.ApplicationScoped;

/// Tells the other services which doors there are.
@ApplicationScoped
public class Doors {
    private final Database database;
    private final DoorStates states;

    Doors(Database database, DoorStates states) {
        this.database = database;
        this.states = states;
    }

    /// Publishes the door on the topic `settings`. Telling again is harmless: the topic keeps the last.
    public void announce(Door door, String title) {
        states.known(door, title, "open");
        Setting setting = new Setting.DoorSetting(door, title, true);
        database.inTransaction(tx -> {
            tx.publish(Topic.SETTINGS, setting.key(), setting);
            return null;
        });
    }

    /// The lease that lets one replica read this door.
    public static String lease(Door door) {
        return "door/" + door.key();
    }
}
