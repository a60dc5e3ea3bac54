package dev.onethread.ticket.kafka;

import dev.onethread.contracts.Setting;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Handler;
import dev.onethread.delivery.Received;
import dev.onethread.delivery.Tx;
import dev.onethread.ticket.postgres.DeskRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// The skills routing holds of agents, to show them to themselves. Other settings are not ours to keep.
@ApplicationScoped
class AgentSettings implements Handler<Setting> {
    @Override
    public Topic topic() {
        return Topic.SETTINGS;
    }

    @Override
    public Class<Setting> type() {
        return Setting.class;
    }

    @Override
    public void apply(Tx tx, List<Received<Setting>> batch) {
        for (Received<Setting> received : batch) {
            if (received.event() instanceof Setting.AgentSetting setting) {
                DeskRows.skills(tx, setting);
            }
        }
    }
}
