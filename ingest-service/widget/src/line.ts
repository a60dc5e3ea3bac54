import type { GoesOn } from './elsewhere';
import type { About, Entry, Identity } from './frames';
import type { Memory } from './memory';

/**
 * `idle`: not wanted yet; `connecting`; `open`: we were welcomed; `waiting`: between two tries; `refused`: the page has
 * to say anew who its visitor is.
 */
export type Line = 'idle' | 'connecting' | 'open' | 'waiting' | 'refused';

/** Asked for the page's word before each connection, since it ends. */
export type Prove = () => Identity | null | Promise<Identity | null>;

export interface Listener {
  changed(): void;
  arrived(entry: Entry): void;
  typing(agentName: string | null): void;
  /** Where we stand in the queue; null once we wait no longer. */
  waits(queue: { place: number; seconds: number | null } | null): void;
  /** Our word was not taken, or has ended; or it was taken (null). */
  identity?(code: string | null): void;
  /** What became of the wish to go on elsewhere. */
  goesOn?(answer: GoesOn): void;
}

/** The part of a WebSocket that is used here. */
export interface Socket {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  send(data: string): void;
  close(): void;
}

export interface Options {
  memory: Memory;
  connect(): Socket;
  listener: Listener;
  prove?: Prove | null;
  /** Whether asking again may give another word than before. */
  renews?: boolean;
  /** The anonymous visitor of this browser, who may become the one that is signed in. */
  before?: Memory | null;
  /** What is said of the visitor without proof. */
  about?: () => About;
  /** Milliseconds; tests are less patient. */
  firstWait?: number;
  longestWait?: number;
  silence?: number;
  /** Milliseconds until what was said too fast is said again. */
  pause?: number;
  /** A one-time token by which the visitor came from elsewhere. */
  token?: string | null;
}

/** A random UUID; crypto.randomUUID exists on secure pages only, and shops on plain http exist too. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
