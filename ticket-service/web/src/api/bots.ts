import { call } from './call.ts';

/** What a bot answers to a command; one of the texts may be missing. */
export interface BotAnswer {
  command: string;
  ru?: string | null;
  en?: string | null;
}

/** What supervisors have decided of a bot. */
export interface Bot {
  number: string;
  title: string;
  groups: boolean;
  answers: BotAnswer[];
}

const one = (number: string) => `/api/ingest/bots/${encodeURIComponent(number)}`;

export const bots = (signal?: AbortSignal) =>
  call<{ items: Bot[] }>('/api/ingest/bots', signal === undefined ? {} : { signal }).then(({ items }) => items);
export const takeGroups = (number: string, groups: boolean) => call<Bot>(one(number), { method: 'PUT', body: { groups } });
export const saveAnswer = (number: string, { command, ru, en }: BotAnswer) =>
  call<Bot>(`${one(number)}/answers/${encodeURIComponent(command)}`, { method: 'PUT', body: { ru, en } });
export const removeAnswer = (number: string, command: string) => call<Bot>(`${one(number)}/answers/${encodeURIComponent(command)}`, { method: 'DELETE' });
