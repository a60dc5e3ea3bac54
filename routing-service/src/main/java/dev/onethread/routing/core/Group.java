package dev.onethread.routing.core;

import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.Requirement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The agents who fit what some conversations ask for, the closest fit first. Fixed for one configuration; how able
/// they are at the moment is the [Lane]s' matter.
final class Group {
    /// Not at the desk.
    static final int OTHER_DESK = -3;
    /// No supervisor, where one is asked for.
    static final int NOT_SUPERVISOR = -2;
    /// Lacks a skill, or has too little of it.
    static final int NO_SKILL = -1;

    private static final int SHOWN = 8;

    /// What is asked for; `also` is a second desk whose agents may take it.
    record Key(DeskId desk, @Nullable DeskId also, Requirement requirement, boolean supervisors) {}

    final Key key;
    final DeskPolicy.Choosing choosing;

    /// Agents' indexes in the order of their fit, those of equal fit by index.
    final int[] order;

    /// How many fit equally well as the one at a position, or better.
    final int[] tierEnd;

    /// The agents' positions in the order, -1 for those who do not fit.
    private final int[] position;

    private final int[] fit;

    /// How many of the pool's agents do not fit, and the first of those at the desk.
    final int otherDesk;

    final int notSupervisor;
    final int noSkill;
    final List<Agent> misfits = new ArrayList<>();

    /// One lane per load class; null where nothing of it ever waited.
    @Nullable
    Lane[] lanes = {};

    Group(Key key, DeskPolicy.Choosing choosing, Staff staff) {
        this.key = key;
        this.choosing = choosing;
        int size = staff.size();
        fit = new int[size];
        position = new int[size];
        int[] counts = new int[4];
        long[] sorted = new long[size];
        int fitting = 0;
        for (Agent agent : staff.all()) {
            int how = staff.fit(agent.profile(), key);
            fit[agent.index()] = how;
            position[agent.index()] = -1;
            if (how >= 0) {
                sorted[fitting++] = ((long) how << 32) | agent.index();
            } else {
                counts[-how]++;
                if (how != OTHER_DESK
                        && misfits.size() < SHOWN
                        && agent.profile().active()) {
                    misfits.add(agent);
                }
            }
        }
        java.util.Arrays.sort(sorted, 0, fitting);
        order = new int[fitting];
        tierEnd = new int[fitting];
        for (int i = 0; i < fitting; i++) {
            order[i] = (int) sorted[i];
            position[order[i]] = i;
        }
        boolean tiers = choosing == DeskPolicy.Choosing.BEST_FIT;
        for (int i = fitting - 1; i >= 0; i--) {
            boolean last = i == fitting - 1 || (tiers && fit[order[i]] != fit[order[i + 1]]);
            tierEnd[i] = last ? i + 1 : tierEnd[i + 1];
        }
        otherDesk = counts[-OTHER_DESK];
        notSupervisor = counts[-NOT_SUPERVISOR];
        noSkill = counts[-NO_SKILL];
    }

    int fit(Agent agent) {
        return fit[agent.index()];
    }

    int position(Agent agent) {
        return position[agent.index()];
    }
}
