import * as inbox from '../api/inbox.ts';
import { newId } from '../api/ids.ts';
import { Problem } from '../api/problem.ts';
import { sessionState } from '../api/session.ts';
import type { Channel, Entry, EntryPage, Upload } from '../api/types.ts';
import { mergeEntries } from '../live/apply.ts';
import { queries } from '../live/queries.ts';
import { keptStore } from '../live/store.ts';

/**
 * What an agent has sent and the server has not yet taken. It is kept in this browser under the id made here, so it
 * survives a lost connection and a closed tab, and may be sent again without arriving twice.
 */
export interface Outgoing {
  id: string;
  user: string;
  conversation: string;
  kind: 'reply' | 'note';
  text: string;
  to: string | null;
  channel: Channel | null;
  files: Upload[];
  answers?: number | null;
  choices?: string[];
  at: string;
  /** Why the server refused it; null while it waits or travels. */
  refused: string | null;
  /** Resolve this ticket once it has gone; `upTo` is the last customer message the agent saw. */
  resolve: { ticket: string; commandId: string; upTo: number } | null;
}

export const outbox = keptStore<Outgoing[]>('onethread.outbox', []);

const RETRY = 3_000;
let flushing: Promise<void> | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

export type Written = Omit<Outgoing, 'id' | 'at' | 'refused'>;

export function send(written: Written): Outgoing {
  const outgoing = { ...written, id: newId(), at: new Date().toISOString(), refused: null };
  outbox.update(all => [...all, outgoing]);
  void flushOutbox();
  return outgoing;
}

export function drop(id: string): void {
  outbox.update(all => all.filter(other => other.id !== id));
}

/** Tries a refused one again, under the same id; the server knows if it already had it. */
export function tryAgain(id: string): void {
  outbox.update(all => all.map(other => (other.id === id ? { ...other, refused: null } : other)));
  void flushOutbox();
}

/** Sends what waits, in the order it was written. Several tabs take turns. */
export function flushOutbox(): Promise<void> {
  clearTimeout(timer);
  flushing ??= inTurn(flush).finally(() => {
    flushing = null;
    if (waiting().length > 0) timer = setTimeout(() => void flushOutbox(), RETRY);
  });
  return flushing;
}

function waiting(): Outgoing[] {
  const session = sessionState();
  if (session.status !== 'in') return [];
  return outbox.get().filter(outgoing => outgoing.refused === null && outgoing.user === session.user.id);
}

async function flush(): Promise<void> {
  for (let next = waiting()[0]; next !== undefined; next = waiting()[0]) {
    if (!(await deliver(next))) return;
  }
}

async function deliver(outgoing: Outgoing): Promise<boolean> {
  try {
    const entry = await put(outgoing);
    take(outgoing.conversation, entry);
    drop(outgoing.id);
    if (outgoing.resolve !== null) await resolveAfter(outgoing.resolve, outgoing.conversation);
    return true;
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500 || error.status === 401 || error.status === 429) return false;
    outbox.update(all => all.map(other => (other.id === outgoing.id ? { ...other, refused: error.code } : other)));
    return true;
  }
}

function put({ conversation, id, kind, text, to, files, answers, choices }: Outgoing): Promise<Entry> {
  if (kind === 'note') return inbox.writeNote(conversation, id, text);
  const body: inbox.ReplyBody = { text, to, attachments: files.map(file => file.id) };
  if (answers !== null && answers !== undefined) body.answers = answers;
  if (choices !== undefined && choices.length > 0) body.choices = choices;
  return inbox.sendReply(conversation, id, body);
}

async function resolveAfter({ ticket, commandId, upTo }: NonNullable<Outgoing['resolve']>, conversation: string): Promise<void> {
  try {
    await inbox.resolve(ticket, commandId, upTo);
  } catch {
    // The head of the conversation still offers to resolve it; the reply itself has gone.
    void queries.invalidateQueries({ queryKey: ['conversation', conversation] });
  }
}

/** The server's entry takes the place of ours, whichever of the answer and the live feed comes first. */
export function take(conversation: string, entry: Entry): void {
  queries.setQueryData<EntryPage>(['entries', conversation], held =>
    held === undefined ? held : { ...held, items: mergeEntries(held.items, [entry]) },
  );
}

function inTurn(work: () => Promise<void>): Promise<void> {
  const locks = (navigator as { locks?: LockManager }).locks;
  return locks === undefined ? work() : locks.request('onethread-outbox', work);
}

/** Those of a conversation that its transcript does not show yet. */
export function unshown(all: Outgoing[], conversation: string, user: string, entries: Entry[]): Outgoing[] {
  const known = new Set(entries.map(entry => entry.replyId));
  return all.filter(outgoing => {
    if (outgoing.conversation !== conversation || outgoing.user !== user || known.has(outgoing.id)) return false;
    return outgoing.kind !== 'note' || !entries.some(entry => isThisNote(entry, outgoing));
  });
}

function isThisNote(entry: Entry, outgoing: Outgoing): boolean {
  return (
    entry.kind === 'note' && entry.author?.id === outgoing.user && entry.text === outgoing.text &&
    Date.parse(entry.at) >= Date.parse(outgoing.at) - 5_000
  );
}
