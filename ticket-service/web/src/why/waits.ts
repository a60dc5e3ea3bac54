import type { AgentReason, WaitingReason } from '../api/types.ts';
import type { Reason, Why } from '../board/reason.ts';
import { isAnyone } from '../board/requirement.ts';

const ABSENT = new Set(['offline', 'away', 'busy']);
const FULL = new Set(['full', 'channel-full']);

/** What routing says of a waiting conversation, in the terms of the board. */
export function whyOf(view: WaitingReason): Why {
  const change = view.changes.find(one => one.needs !== null);
  const next = change === undefined || change.needs === null ? null : { at: Date.parse(change.at), step: change.needs };
  return { reason: reasonOf(view), next };
}

function reasonOf({ agents, step }: WaitingReason): Reason {
  if (agents.length === 0) return { kind: 'empty' };
  if (agents.every(agent => agent.reason === 'no-skill' || agent.reason === 'not-supervisor')) return { kind: 'nobody' };
  const there = agents.filter(agent => !ABSENT.has(agent.reason));
  const anyone = isAnyone(step.needs.requirement) && !step.needs.supervisors;
  if (there.length === 0) return anyone ? { kind: 'empty' } : { kind: 'absent', agents };
  if (there.every(isFull)) return anyone ? { kind: 'noRoom' } : { kind: 'full', agents: there };
  return { kind: 'notThese', agents: there.filter(agent => !isFull(agent)) };
}

const isFull = (agent: AgentReason) => FULL.has(agent.reason);
