import { call } from './call.ts';

/** Simulations of routing on a desk's past: what would have been with other people. Waits in seconds, shares 0 to 1. */
const ROOT = '/api/routing/simulations';

/** A mean with the half-width of its interval, null where one run tells nothing of it. */
export interface Measure {
  mean: number;
  halfWidth: number | null;
}

export interface Part {
  /** All contacts, or those of a type, a priority or a skill. */
  kind: string;
  name: string;
  metrics: Record<string, Measure | undefined>;
}

export interface Side {
  contacts: Part[];
  occupancy: Measure;
  unfairness: Measure;
}

export interface Outcome extends Side {
  replications: number;
  /** The share of the served who waited longer than the bar before and at most `upTo`; null for any longer time. */
  waits: { upTo: number | null; share: number }[];
  course: { from: number; came: number; meanWait: number | null }[];
}

export interface Simulation {
  id: string;
  askedBy: string;
  askedAt: string;
  asked: { desk?: string; from?: string; to?: string; changes?: Changes | null };
  state: 'running' | 'done' | 'failed' | 'cancelled' | 'interrupted';
  progress: number;
  result: { before: Outcome; after?: Outcome; differences?: Side } | null;
  problem: string | null;
}

/** Further agents, and those who are not there. */
export interface Changes {
  agents: MoreAgents[];
  without: string[];
}

export interface MoreAgents {
  name: string;
  count: number;
  skills: Record<string, number>;
  capacity: number;
  desks: string[];
  /** Seconds of each `every`, from the beginning of the period. */
  shifts: { from: number; to: number; every: number }[];
}

export interface Wish {
  id: string;
  desk: string;
  from: string;
  to: string;
  changes: Changes;
}

const one = (id: string) => `${ROOT}/${encodeURIComponent(id)}`;
export const start = (wish: Wish) => call<Simulation>(ROOT, { method: 'POST', body: wish });
export const simulation = (id: string, signal?: AbortSignal) => call<Simulation>(one(id), signal === undefined ? {} : { signal });
export const cancel = (id: string) => call<null>(one(id), { method: 'DELETE' });
export const simulations = async (signal?: AbortSignal) =>
  (await call<{ items: Simulation[] }>(`${ROOT}?limit=10`, signal === undefined ? {} : { signal })).items;
