import type { AgentOnDuty, Need, Summary } from '../api/types.ts';
import { isFull, isThere } from './reason.ts';
import { inForce, meets, skillsOf } from './requirement.ts';

/** A skill somebody waits for, how many are there who have it, and how many of them have room. */
export interface Missing {
  need: Need;
  waiting: number;
  there: number;
  free: number;
}

/** The skills that are asked for now and for which nobody has room, those most waited for first. */
export function missingSkills(rows: Summary[], agents: AgentOnDuty[], now: number): Missing[] {
  const asked = new Map<string, Missing>();
  for (const row of rows) {
    if (row.work.state !== 'queued') continue;
    const { step } = inForce(row.work, now);
    for (const need of skillsOf(step.requirement)) {
      const key = `${need.skill} ${need.level}`;
      const known = asked.get(key) ?? { need, waiting: 0, ...staff(agents, need) };
      asked.set(key, { ...known, waiting: known.waiting + 1 });
    }
  }
  return [...asked.values()].filter(one => one.free === 0).sort((a, b) => b.waiting - a.waiting || a.there - b.there || a.need.skill.localeCompare(b.need.skill));
}

function staff(agents: AgentOnDuty[], need: Need): { there: number; free: number } {
  const there = agents.filter(agent => isThere(agent) && meets(agent.skills, need));
  return { there: there.length, free: there.filter(agent => !isFull(agent)).length };
}
