import type { Session, User } from './types.ts';
import { Problem, Unreachable, problemOf } from './problem.ts';

/**
 * Who is signed in at this browser. The access token lives in memory only; the refresh cookie is HttpOnly and renews it.
 * Renewals of several tabs are taken one after another, because each one replaces the cookie.
 */
export type SessionState =
  | { status: 'starting' }
  | { status: 'unreachable' }
  | { status: 'out' }
  | { status: 'in'; token: string; expiresAt: number; user: User };

const ROOT = '/api/inbox/session';
const RETRY = 10_000;
let state: SessionState = { status: 'starting' };
let renewing: Promise<string | null> | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

export function sessionState(): SessionState {
  return state;
}

export function onSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function setSession(next: SessionState): void {
  state = next;
  clearTimeout(timer);
  if (next.status === 'in') {
    const early = Math.max(5_000, (next.expiresAt - Date.now()) * 0.8);
    timer = setTimeout(renewUnseen, Math.min(early, 2 ** 30));
  }
  listeners.forEach(listener => listener());
}

/** Nobody waits for this one: when nobody answers it tries again, as every call does for itself too. */
function renewUnseen(): void {
  renew().catch(() => {
    timer = setTimeout(renewUnseen, RETRY);
  });
}

function enter(session: Session): string {
  setSession({
    status: 'in',
    token: session.accessToken,
    expiresAt: Date.parse(session.expiresAt),
    user: session.user,
  });
  return session.accessToken;
}

async function call(path: string, method: string, body?: unknown): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      credentials: 'same-origin',
      ...(body === undefined
        ? {}
        : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    });
  } catch {
    throw new Unreachable();
  }
}

export async function signIn(user: string, password: string): Promise<void> {
  const answer = await call(ROOT, 'POST', { user, password });
  if (!answer.ok) throw await problemOf(answer);
  enter((await answer.json()) as Session);
}

/** A fresh access token, or null when one must sign in again. Throws [Unreachable] when nobody answered. */
export function renew(): Promise<string | null> {
  renewing ??= inTurn(renewOnce).finally(() => {
    renewing = null;
  });
  return renewing;
}

async function renewOnce(): Promise<string | null> {
  try {
    const answer = await call(`${ROOT}/renewal`, 'POST');
    if (answer.ok) return enter((await answer.json()) as Session);
    if (answer.status < 500 && answer.status !== 429) {
      setSession({ status: 'out' });
      return null;
    }
    throw new Unreachable();
  } catch (error) {
    if (state.status === 'starting') setSession({ status: 'unreachable' });
    if (error instanceof Problem) return null;
    throw error;
  }
}

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const locks = (navigator as { locks?: LockManager }).locks;
  return locks === undefined ? work() : locks.request('onethread-renewal', work);
}

export async function signOut(): Promise<void> {
  try {
    await call(ROOT, 'DELETE');
  } finally {
    setSession({ status: 'out' });
  }
}
