import { call } from './call.ts';
import type { Channel } from './types.ts';

/** One of our ends of a channel, and how it fares. `error` is the last failure, also where it is over. */
export interface DoorState {
  channel: Channel;
  name: string;
  title: string;
  state: 'connecting' | 'importing' | 'open' | 'failing';
  since: string;
  error?: { code: string; detail?: string | null; at: string } | null;
  /** When it was last known that nothing waits there. */
  readAt?: string | null;
  lagSeconds: number;
  /** How full a mailbox is, in percent. */
  filled?: number | null;
  progress?: { taken: number; waiting: number } | null;
}

export const doors = (signal?: AbortSignal) =>
  call<{ items: DoorState[] }>('/api/ingest/doors', signal === undefined ? {} : { signal }).then(({ items }) => items);
