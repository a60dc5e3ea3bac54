package dev.onethread.routing.http;

import dev.onethread.delivery.Tx;
import dev.onethread.routing.json.Names;
import dev.onethread.routing.postgres.DeskTable;
import dev.onethread.routing.postgres.SkillTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Collectors;

/// The desks and skills there are at the moment.
@ApplicationScoped
class NamesNow {
    private final DeskTable desks;
    private final SkillTable skills;

    NamesNow(DeskTable desks, SkillTable skills) {
        this.desks = desks;
        this.skills = skills;
    }

    Names in(Tx tx) {
        return Names.of(
                desks.all(tx).stream().map(DeskTable.Desk::id).collect(Collectors.toSet()),
                skills.all(tx).stream().map(SkillTable.Skill::id).collect(Collectors.toSet()));
    }
}
