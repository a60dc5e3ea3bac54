import type { AgentOnDuty, Requirement, Summary } from '../api/types.ts';
import { inForce, isAnyone, meets, stepsOf, type Force } from './requirement.ts';

/**
 * Why a conversation still waits, read from what the board shows: who has the skill, who of them is there, who of those
 * has room. Routing's own word for one conversation is in the explanation panel.
 */
export type Reason =
  | { kind: 'offered'; agent: string; until: number }
  /** Nobody at the desk has the skill. */
  | { kind: 'nobody' }
  /** Who has it is not there. */
  | { kind: 'absent'; agents: { name: string }[] }
  /** Who has it and is there has no room. */
  | { kind: 'full'; agents: { name: string }[] }
  /** Anybody would do, and nobody has room. */
  | { kind: 'noRoom' }
  /** Nobody at the desk is there at all. */
  | { kind: 'empty' }
  /** There is room, but not for this one: they declined, or it takes more than is free. */
  | { kind: 'notThese'; agents: { name: string }[] };

export interface Why {
  reason: Reason;
  /** What is asked for from `at` on, where less will be asked for. */
  next: { at: number; step: ReturnType<typeof stepsOf>[number] } | null;
}

export function whyWaiting(row: Summary, agents: AgentOnDuty[], now: number): Why {
  const force = inForce(row.work, now);
  const following = stepsOf(row.work)[force.at + 1];
  const next = force.ends === null || following === undefined ? null : { at: force.ends, step: following };
  const { offer } = row.work;
  if (offer !== undefined && offer !== null) {
    return { reason: { kind: 'offered', agent: offer.agentName ?? offer.agent, until: Date.parse(offer.until) }, next: null };
  }
  return { reason: reasonOf(row, force, agents), next };
}

function reasonOf(row: Summary, { step }: Force, agents: AgentOnDuty[]): Reason {
  const desk = step.desk ?? row.work.desk;
  const members = agents.filter(agent => desk === null || agent.desks.includes(desk));
  const there = members.filter(isThere);
  if (there.length === 0) return { kind: 'empty' };
  const anyone = isAnyone(step.requirement) && !step.supervisors;
  const fit = members.filter(agent => fits(agent, step.requirement, step.supervisors));
  if (fit.length === 0) return { kind: 'nobody' };
  const fitting = fit.filter(isThere);
  if (fitting.length === 0) return { kind: 'absent', agents: fit };
  if (fitting.every(isFull)) return anyone ? { kind: 'noRoom' } : { kind: 'full', agents: fitting };
  return { kind: 'notThese', agents: fitting.filter(agent => !isFull(agent)) };
}

export const isThere = (agent: AgentOnDuty) => agent.presence === 'AVAILABLE';
export const isFull = (agent: AgentOnDuty) => agent.load >= agent.capacity;

const fits = (agent: AgentOnDuty, requirement: Requirement, supervisors: boolean) =>
  meets(agent.skills, requirement) && (!supervisors || agent.supervisor === true);

/** A row that nobody here can take however long it waits. */
export const isStuck = (reason: Reason) => reason.kind === 'nobody' || reason.kind === 'absent' || reason.kind === 'empty';
