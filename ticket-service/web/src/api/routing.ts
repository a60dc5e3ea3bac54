import { call } from './call.ts';
import type { AgentExclusion, Channel, Decision, Desk, Named, WaitingReason } from './types.ts';

/** What the interface asks of routing itself: why something was decided, and the names of what it decides by. */
const ROOT = '/api/routing';

type Signal = AbortSignal | undefined;
const abort = (signal: Signal) => (signal === undefined ? {} : { signal });
const items = async <T>(path: string, signal: Signal) => (await call<{ items: T[] }>(`${ROOT}${path}`, abort(signal))).items;

export const desks = (signal?: Signal) => items<Desk>('/desks', signal);
/** The units a conversation of each channel takes. */
export async function weights(signal?: Signal): Promise<Partial<Record<Channel, number>>> {
  const all = await items<{ channel: string; weight: number }>('/channels', signal);
  return Object.fromEntries(all.map(one => [one.channel.toLowerCase(), one.weight]));
}

export const skills = (signal?: Signal) => items<Named>('/skills', signal);

export const decisions = (id: string, signal?: Signal) =>
  call<{ items: Decision[] }>(`${ROOT}/conversations/${encodeURIComponent(id)}/decisions?limit=10`, abort(signal));

export const waiting = (id: string, signal?: Signal) =>
  call<WaitingReason>(`${ROOT}/conversations/${encodeURIComponent(id)}/waiting`, abort(signal));

/** Why not this agent: by a decision, or as it waits now. */
export const exclusion = (agent: string, about: { decision: string } | { conversation: string }, signal?: Signal) =>
  call<AgentExclusion>(`${ROOT}/agents/${encodeURIComponent(agent)}/exclusion?${new URLSearchParams(about).toString()}`, abort(signal));
