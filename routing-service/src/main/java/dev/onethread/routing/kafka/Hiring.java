package dev.onethread.routing.kafka;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Setting;
import dev.onethread.contracts.Setting.AgentSetting;
import dev.onethread.contracts.Setting.Role;
import dev.onethread.contracts.Setting.UserSetting;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Handler;
import dev.onethread.delivery.Received;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.postgres.AgentTable;
import dev.onethread.routing.postgres.Configurations;
import dev.onethread.routing.postgres.RoutingSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Users who are agents can be given work; who is not (any more) gives back what waits for them.
@ApplicationScoped
class Hiring implements Handler<Setting> {
    private final AgentTable agents;
    private final Configurations configurations;
    private final RoutingSettings settings;

    Hiring(AgentTable agents, Configurations configurations, RoutingSettings settings) {
        this.agents = agents;
        this.configurations = configurations;
        this.settings = settings;
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
        if (batch.stream().noneMatch(received -> received.event() instanceof UserSetting)) {
            return;
        }
        configurations.lock(tx);
        Set<AgentId> changed = new LinkedHashSet<>();
        for (Received<Setting> received : batch) {
            if (received.event() instanceof UserSetting user && heed(tx, user)) {
                changed.add(user.user());
            }
        }
        if (!changed.isEmpty()) {
            configurations.changed(tx);
            agents.keep(tx, changed);
        }
    }

    private boolean heed(Tx tx, UserSetting user) {
        if (!user.active() || !user.roles().contains(Role.AGENT)) {
            return agents.dismiss(tx, user.user());
        }
        boolean changed = agents.hire(tx, user.user(), user.name(), settings.capacity());
        if (changed) {
            agents.find(tx, user.user()).ifPresent(agent -> {
                AgentSetting setting = new AgentSetting(
                        agent.id(),
                        agent.terms().desks(),
                        agent.terms().skills(),
                        agent.terms().capacity());
                tx.publish(Topic.SETTINGS, setting.key(), setting);
            });
        }
        return changed;
    }
}
