import { call, tagged } from '../api/call.ts';
import { Problem } from '../api/problem.ts';
import type { AgentView, ChannelCode, DeskTerms, KindName, LinkTerms, SkillTerms, StatusTerms, Terms, UserTerms } from './types.ts';

/** What the set-up pages ask of routing. Everything is saved whole, under the version that was seen. Users are the inbox's. */
const ROOT = '/api/routing';
const USERS = '/api/inbox/users';
const abort = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal });
const thing = (kind: KindName, id: string) => `${kind === 'users' ? USERS : `${ROOT}/${kind}`}/${encodeURIComponent(id)}`;

export interface All {
  agents: AgentView[];
  desks: ({ id: string } & DeskTerms)[];
  skills: ({ id: string } & SkillTerms)[];
  statuses: ({ id: string } & StatusTerms)[];
  channels: { channel: ChannelCode; weight: number }[];
  pools: { id: string; name: string }[];
  links: ({ id: string } & LinkTerms)[];
}

export type User = { id: string } & UserTerms;

/** For administrators. */
export const users = (signal?: AbortSignal) => call<User[]>(USERS, abort(signal));

export async function all<K extends keyof All>(kind: K, signal?: AbortSignal): Promise<All[K]> {
  return (await call<{ items: All[K] }>(`${ROOT}/${kind}`, abort(signal))).items;
}

/** A thing with the version it was read at. */
export interface Kept<K extends KindName> {
  terms: Terms[K] & { id?: string };
  tag: string | null;
}

export async function one<K extends KindName>(kind: K, id: string, signal?: AbortSignal): Promise<Kept<K>> {
  if (kind === 'users') {
    const found = (await users(signal)).find(user => user.id === id);
    if (found === undefined) throw new Problem(404, 'not-found', null);
    return { terms: found as unknown as Kept<K>['terms'], tag: null };
  }
  const { body, tag } = await tagged<Kept<K>['terms']>(thing(kind, id), abort(signal));
  return { terms: body, tag };
}

export async function save<K extends KindName>(kind: K, id: string, terms: Terms[K], tag: string | null): Promise<Kept<K>> {
  const { body, tag: now } = await tagged<Kept<K>['terms']>(thing(kind, id), { method: 'PUT', body: terms, ...(tag === null ? {} : { ifMatch: tag }) });
  return { terms: body, tag: now };
}

export const remove = (kind: KindName, id: string) => call<null>(thing(kind, id), { method: 'DELETE' });
