import { vi } from 'vitest';
import { setSession } from '../api/session.ts';

export interface Asked {
  method: string;
  path: string;
  body: unknown;
  /** The version the caller has seen, where it says so. */
  ifMatch?: string;
}

export type Answer = { status?: number; body?: unknown } | 'unreachable';

/** Answers fetch from a function and remembers what was asked. */
export function serve(answer: (asked: Asked) => Answer | Promise<Answer>): Asked[] {
  const all: Asked[] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    const asked: Asked = { method: init.method ?? 'GET', path, body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined };
    const seen = (init.headers as Record<string, string> | undefined)?.['If-Match'];
    if (seen !== undefined) asked.ifMatch = seen;
    all.push(asked);
    const given = await answer(asked);
    if (given === 'unreachable') throw new TypeError('failed to fetch');
    return new Response(given.body === undefined ? null : JSON.stringify(given.body), { status: given.status ?? 200 });
  });
  return all;
}

export function signedIn(id = 'anna', roles = ['agent']): void {
  setSession({ status: 'in', token: 'token', expiresAt: Date.now() + 3_600_000, user: { id, name: 'Anna', roles, language: 'en' } });
}

export const problem = (status: number, code: string): Answer => ({ status, body: { type: `urn:onethread:problem:${code}`, status } });
