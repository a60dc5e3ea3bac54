import { call } from '../api/call.ts';
import { Problem } from '../api/problem.ts';
import type { Hours, Message, Named, Rule, RuleSet, Trial, VersionHead } from './types.ts';

/** What the rules page asks of routing. */
const ROOT = '/api/routing';
type Signal = AbortSignal | undefined;
const abort = (signal: Signal) => (signal === undefined ? {} : { signal });
const hoursOf = (desk: string) => `${ROOT}/desks/${encodeURIComponent(desk)}/hours`;

export const rules = (signal?: Signal) => call<RuleSet>(`${ROOT}/rules`, abort(signal));

/** Saves the whole set, unless somebody saved another one since `version`. */
export const saveRules = (items: Rule[], version: number) =>
  call<RuleSet>(`${ROOT}/rules`, { method: 'PUT', body: { items }, ifMatch: `"${version}"` });

export function versions(before: number | null, signal?: Signal): Promise<{ items: VersionHead[]; next: number | null }> {
  return call(`${ROOT}/rule-versions?limit=20${before === null ? '' : `&before=${before}`}`, abort(signal));
}

export const restore = (version: number, now: number) =>
  call<RuleSet>(`${ROOT}/rule-versions/${version}/restoration`, { method: 'PUT', ifMatch: `"${now}"` });

export const tryOut = (message: Message, items: Rule[] | null, days: number | null, signal?: Signal) =>
  call<Trial>(`${ROOT}/rule-trials`, {
    method: 'POST',
    body: { ...message, ...(items === null ? {} : { rules: { items } }), ...(days === null ? {} : { days }) },
    ...abort(signal),
  });

const items = async (path: string, signal: Signal) => (await call<{ items: Named[] }>(`${ROOT}${path}`, abort(signal))).items;
export const desks = (signal?: Signal) => items('/desks', signal);
export const skills = (signal?: Signal) => items('/skills', signal);

/** Null where the desk has no hours and so always works. */
export async function hours(desk: string, signal?: Signal): Promise<Hours | null> {
  try {
    return await call<Hours>(hoursOf(desk), abort(signal));
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
}

export const saveHours = (desk: string, wanted: Hours) => call<Hours>(hoursOf(desk), { method: 'PUT', body: wanted });
export const clearHours = (desk: string) => call<null>(hoursOf(desk), { method: 'DELETE' });
