import type { Identity } from './frames';

/** What a page may listen to, and what it is told. */
export interface Events {
  ready: Record<string, never>;
  open: Record<string, never>;
  close: Record<string, never>;
  /** A message was accepted or has come; `from` says whose it is. */
  message: { from: 'customer' | 'agent'; text: string; at: string };
  /** How many answers were not looked at yet. */
  unread: { count: number };
  /** The desk opened or closed; `opensAt` is a moment as ISO 8601. */
  desk: { open: boolean; opensAt: string | null };
  /** `signed-in`, or why not: `identity-invalid`, `identity-expired`, `identity-required`. */
  identity: { state: string };
}

/** The page's word, or a function that is asked for it before each connection. */
export type Who = Identity | (() => Identity | Promise<Identity>);

/** What a page's script can do; documented in the README. */
export interface Api {
  open(): void;
  close(): void;
  identify(who: Who): void;
  signOut(): void;
  set(attributes: Record<string, string | number | boolean>): void;
  consent(page: boolean): void;
  on<K extends keyof Events>(event: K, listener: (told: Events[K]) => void): void;
  off<K extends keyof Events>(event: K, listener: (told: Events[K]) => void): void;
  /** Calls `later` at once; before the script is there the array of this name takes it. */
  push(later: (api: Api) => void): void;
}

type Listener = (told: never) => void;

/** Tells the page's listeners; one that fails is its page's trouble and stops nobody else. */
export class Emitter {
  private readonly listeners = new Map<string, Set<Listener>>();

  on(event: string, listener: Listener): void {
    const all = this.listeners.get(event) ?? new Set<Listener>();
    this.listeners.set(event, all.add(listener));
  }

  off(event: string, listener: Listener): void {
    this.listeners.get(event)?.delete(listener);
  }

  tell<K extends keyof Events>(event: K, told: Events[K]): void {
    for (const listener of [...(this.listeners.get(event) ?? [])]) {
      try {
        (listener as (told: Events[K]) => void)(told);
      } catch (failure) {
        console.error('Onethread: a listener failed', failure);
      }
    }
  }
}

/** Takes the place of the array a page may have filled before the script was there. */
export function publish(api: Api): void {
  const page = window as unknown as { Onethread?: unknown };
  const waiting = Array.isArray(page.Onethread) ? (page.Onethread as unknown[]) : [];
  page.Onethread = api;
  for (const later of waiting) if (typeof later === 'function') (later as (api: Api) => void)(api);
}

/** Whom a word names, to keep apart what two people write at one browser; null where it names nobody. */
export function whom(identity: Identity): string | null {
  if ('externalId' in identity) return identity.externalId;
  try {
    const part = identity.token.split('.')[1] ?? '';
    const bytes = Uint8Array.from(atob(part.replace(/-/g, '+').replace(/_/g, '/')), (one) => one.charCodeAt(0));
    const claims = JSON.parse(new TextDecoder().decode(bytes)) as { sub?: unknown };
    return typeof claims.sub === 'string' ? claims.sub : null;
  } catch {
    return null;
  }
}
