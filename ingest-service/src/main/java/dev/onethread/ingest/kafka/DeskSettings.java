package dev.onethread.ingest.kafka;

import dev.onethread.contracts.Setting;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Handler;
import dev.onethread.delivery.Received;
import dev.onethread.delivery.Tx;
import dev.onethread.ingest.postgres.DeskHours;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// When desks work, to be shown to visitors. Other settings are not ours to keep.
@ApplicationScoped
class DeskSettings implements Handler<Setting> {
    private final DeskHours hours;

    DeskSettings(DeskHours hours) {
        this.hours = hours;
    }

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
                case Setting.HoursSetting setting -> hours.save(tx, setting);
                case Setting.AgentSetting ignored -> {}
                case Setting.StatusSetting ignored -> {}
                case Setting.UserSetting ignored -> {}
                case Setting.DeskSetting ignored -> {}
                case Setting.SkillSetting ignored -> {}
                case Setting.DoorSetting ignored -> {}
            }
        }
    }
}
