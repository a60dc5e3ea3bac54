package dev.onethread.routing.json;

import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.SkillId;
import java.util.Set;

/// What rules may name. What is kept already was checked when it was saved.
public interface Names {
    boolean desk(DeskId desk);

    boolean skill(SkillId skill);

    Names UNCHECKED = new Names() {
        @Override
        public boolean desk(DeskId desk) {
            return true;
        }

        @Override
        public boolean skill(SkillId skill) {
            return true;
        }
    };

    static Names of(Set<DeskId> desks, Set<SkillId> skills) {
        return new Names() {
            @Override
            public boolean desk(DeskId desk) {
                return desks.contains(desk);
            }

            @Override
            public boolean skill(SkillId skill) {
                return skills.contains(skill);
            }
        };
    }
}
