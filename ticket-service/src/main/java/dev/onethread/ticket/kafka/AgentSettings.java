package dev.onethread.ticket.kafka;

import dev.onethread.contracts.Setting;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Handler;
import dev.onethread.delivery.Received;
import dev.onethread.delivery.Tx;
import dev.onethread.ticket.postgres.DeskRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// The skills and desks routing holds of agents, to show them on screens, and what stands below a desk's mails. Other
/// settings are not ours to
/// keep.
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
            switch (received.event()) {
                case Setting.AgentSetting setting -> DeskRows.profile(tx, setting);
                case Setting.StatusSetting setting -> DeskRows.status(tx, setting);
                case Setting.UserSetting ignored -> {}
                case Setting.DeskSetting setting -> DeskRows.signature(tx, setting);
                case Setting.HoursSetting ignored -> {}
                case Setting.SkillSetting ignored -> {}
                case Setting.DoorSetting ignored -> {}
            }
        }
    }
}
