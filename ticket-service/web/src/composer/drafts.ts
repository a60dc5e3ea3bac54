import type { Upload } from '../api/types.ts';
import { keptStore, type Store } from '../live/store.ts';

/** What stands unfinished in a conversation's composer, kept in this browser until it is sent. */
export interface Draft {
  kind: 'reply' | 'note';
  reply: string;
  note: string;
  /** The address chosen for this reply, null for the usual one. */
  to: string | null;
  files: Upload[];
  /** The message this reply answers; kept drafts of before have none. */
  answers?: { seq: number; author: string | null; text: string } | null;
  /** What the customer may choose from. */
  choices?: string[];
}

export const noDraft: Draft = { kind: 'reply', reply: '', note: '', to: null, files: [] };

const stores = new Map<string, Store<Draft>>();

export function draftOf(user: string, conversation: string): Store<Draft> {
  const key = `onethread.draft.${user}.${conversation}`;
  const known = stores.get(key);
  if (known !== undefined) return known;
  const store = keptStore<Draft>(key, noDraft);
  store.subscribe(() => {
    if (isEmpty(store.get())) localStorage.removeItem(key);
  });
  stores.set(key, store);
  return store;
}

export function isEmpty(draft: Draft): boolean {
  return draft.reply === '' && draft.note === '' && draft.files.length === 0;
}

/** After a reply or note has gone to the outbox. The other kind's text stays. */
export function without(draft: Draft, kind: Draft['kind']): Draft {
  return kind === 'note' ? { ...draft, note: '' } : { ...draft, reply: '', to: null, files: [], answers: null, choices: [] };
}
