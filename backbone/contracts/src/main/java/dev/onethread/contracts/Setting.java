package dev.onethread.contracts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What its owner has decided, as it stands now: topic `settings`, key `kind/id`, compacted.
public sealed interface Setting extends Event {
    /// The record key, `kind/id`.
    String key();

    /// A user of the inbox (owner: ticket service).
    record UserSetting(
            AgentId user,
            String name,
            List<Role> roles,
            boolean active,
            @Nullable String language) implements Setting {
        public UserSetting {
            Require.present(user, "user");
            Require.text(name, "name");
            roles = Require.list(roles, "roles");
        }

        @Override
        public String key() {
            return "user/" + user.value();
        }
    }

    /// An agent's place in routing (owner: routing service).
    record AgentSetting(AgentId agent, List<DeskId> desks, List<SkillNeed> skills, int capacity) implements Setting {
        public AgentSetting {
            Require.present(agent, "agent");
            desks = Require.list(desks, "desks");
            skills = Require.list(skills, "skills");
        }

        @Override
        public String key() {
            return "agent/" + agent.value();
        }
    }

    /// A desk (owner: routing service). Without a signature the mailbox's stands below its agents' mails.
    record DeskSetting(
            DeskId desk, PoolId pool, String name, @Nullable Signature signature) implements Setting {
        public DeskSetting(DeskId desk, PoolId pool, String name) {
            this(desk, pool, name, null);
        }

        public DeskSetting {
            Require.present(desk, "desk");
            Require.present(pool, "pool");
            Require.text(name, "name");
        }

        @Override
        public String key() {
            return "desk/" + desk.value();
        }
    }

    /// When a desk works (owner: routing service): its intervals until `until`, told again before that; null
    /// for a desk that always works. Instants, so that nobody else has to know zones, exceptions and
    /// changes of the clock.
    record HoursSetting(DeskId desk, @Nullable List<OpenTime> opens, Instant until) implements Setting {
        public HoursSetting {
            Require.present(desk, "desk");
            opens = Require.listIfAny(opens, "opens");
            Require.present(until, "until");
        }

        @Override
        public String key() {
            return "hours/" + desk.value();
        }
    }

    /// `from` included, `until` not.
    record OpenTime(Instant from, Instant until) {
        public OpenTime {
            Require.present(from, "from");
            Require.present(until, "until");
            Require.that(from.isBefore(until), "an interval begins before it ends");
        }
    }

    /// A skill (owner: routing service).
    record SkillSetting(SkillId skill, String name) implements Setting {
        public SkillSetting {
            Require.present(skill, "skill");
            Require.text(name, "name");
        }

        @Override
        public String key() {
            return "skill/" + skill.value();
        }
    }

    /// A custom status of agents and the presence it stands for (owner: routing service).
    record StatusSetting(String status, String nameRu, String nameEn, Presence presence, boolean active)
            implements Setting {
        public StatusSetting {
            Require.text(status, "status");
            Require.text(nameRu, "nameRu");
            Require.text(nameEn, "nameEn");
            Require.present(presence, "presence");
        }

        @Override
        public String key() {
            return "status/" + status;
        }
    }

    /// A door (owner: ingest service); its secrets never travel in the clear.
    record DoorSetting(Door door, String title, boolean active) implements Setting {
        public DoorSetting {
            Require.present(door, "door");
            Require.text(title, "title");
        }

        @Override
        public String key() {
            return "door/" + door.key();
        }
    }

    /// What a user may do.
    enum Role {
        AGENT,
        SUPERVISOR,
        ADMIN
    }
}
