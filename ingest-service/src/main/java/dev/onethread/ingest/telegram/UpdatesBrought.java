package dev.onethread.ingest.telegram;

import dev.onethread.ingest.core.Brought;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Updates that Telegram brings to the bots that have a webhook, on whichever replica.
@ApplicationScoped
class UpdatesBrought implements Brought {
    private final TelegramDoors doors;
    private final UpdatesTaken taken;

    UpdatesBrought(TelegramDoors doors, UpdatesTaken taken) {
        this.doors = doors;
        this.taken = taken;
    }

    @Override
    public boolean take(String door, @Nullable String secret, byte[] raw) throws Exception {
        TelegramDoors.Hooked hooked = doors.hooked(door);
        if (hooked == null || !hooked.webhook().admits(secret)) {
            return false;
        }
        taken.take(hooked.bot(), List.of(RawUpdate.of(raw)));
        return true;
    }
}
