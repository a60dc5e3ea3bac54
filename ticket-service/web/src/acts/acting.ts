import type { Summary } from '../api/types.ts';
import { Store } from '../live/store.ts';

/** What somebody is about to do with a conversation, wherever they stand: in it, on the board, in the explanation. */
export type Act = 'transfer' | 'assign' | 'priority' | 'needs' | 'hold';

export interface Acting {
  act: Act;
  summary: Summary;
}

export const acting = new Store<Acting | null>(null);

export const begin = (act: Act, summary: Summary) => acting.set({ act, summary });
export const leave = () => acting.set(null);
