import type { AgentOnDuty, Summary } from '../api/types.ts';
import { inForce, meets } from '../board/requirement.ts';
import { isFull } from '../board/reason.ts';

/** What giving a conversation to an agent comes to, said before it is done. */
export type Consequence =
  | { kind: 'offline'; allowed: false }
  | { kind: 'noRoom'; allowed: false; load: number; capacity: number }
  | { kind: 'excess'; allowed: true; load: number; capacity: number }
  | { kind: 'asked' | 'away' | 'unskilled' | 'at-once' | 'queue'; allowed: true };

export function consequenceOf(agent: AgentOnDuty, summary: Summary, how: { warm: boolean; override: boolean }): Consequence {
  if (agent.presence === 'OFFLINE') return { kind: 'offline', allowed: false };
  if (isFull(agent)) {
    const { load, capacity } = agent;
    return how.override ? { kind: 'excess', allowed: true, load, capacity } : { kind: 'noRoom', allowed: false, load, capacity };
  }
  if (how.warm) return { kind: 'asked', allowed: true };
  if (agent.presence !== 'AVAILABLE') return { kind: 'away', allowed: true };
  const fits = meets(agent.skills, inForce(summary.work, Date.now()).step.requirement);
  return { kind: fits ? 'at-once' : 'unskilled', allowed: true };
}
