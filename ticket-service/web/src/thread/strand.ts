import type { Entry } from '../api/types.ts';
import type { Outgoing } from '../composer/outbox.ts';
import { entryKey } from '../live/woven.ts';
import { dayOf } from '../words/format.ts';

/** What stands in the conversation from top to bottom. */
export type Item =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'unread'; key: string; count: number }
  | { kind: 'entry'; key: string; entry: Entry; continued: boolean; album?: Entry[] }
  | { kind: 'events'; key: string; entries: Entry[] }
  | { kind: 'pending'; key: string; outgoing: Outgoing };

const SAME_BREATH = 5 * 60_000;
const MANY_EVENTS = 3;

export function strand(entries: Entry[], pending: Outgoing[], firstUnread: string | null): Item[] {
  const items: Item[] = [];
  let day = '';
  let before: Entry | null = null;
  const from = firstUnread === null ? -1 : entries.findIndex(entry => entryKey(entry) === firstUnread);
  const unread = from < 0 ? 0 : entries.slice(from).filter(entry => entry.kind === 'message').length;
  for (const entry of entries) {
    if (dayOf(entry.at) !== day) {
      day = dayOf(entry.at);
      items.push({ kind: 'day', key: `day-${entryKey(entry)}`, at: entry.at });
      before = null;
    }
    if (entryKey(entry) === firstUnread && unread > 0) {
      items.push({ kind: 'unread', key: 'unread', count: unread });
      before = null;
    }
    const open = items.at(-1);
    if (open?.kind === 'entry' && sameAlbum(open.entry, entry)) {
      open.album = [...(open.album ?? [open.entry]), entry];
    } else {
      items.push({ kind: 'entry', key: `entry-${entry.replyId ?? entryKey(entry)}`, entry, continued: continues(before, entry) });
    }
    before = entry;
  }
  for (const outgoing of pending) {
    if (dayOf(outgoing.at) !== day) {
      day = dayOf(outgoing.at);
      items.push({ kind: 'day', key: `day-${outgoing.id}`, at: outgoing.at });
    }
    items.push({ kind: 'pending', key: `entry-${outgoing.id}`, outgoing });
  }
  return folded(items);
}

/** Each part of an album stands in the transcript by itself; what follows the first joins it. */
function sameAlbum(first: Entry, next: Entry): boolean {
  return (
    next.kind === 'message' && first.kind === 'message' && (next.album ?? null) !== null && next.album === first.album &&
    next.address === first.address && next.author?.id === first.author?.id
  );
}

/** Written by the same hand on the same channel in one breath: no second heading. */
function continues(before: Entry | null, entry: Entry): boolean {
  return (
    before !== null && before.kind === entry.kind && entry.kind !== 'event' && before.address === entry.address &&
    before.channel === entry.channel && before.author?.id === entry.author?.id && before.author?.name === entry.author?.name && before.author?.kind === entry.author?.kind &&
    entry.subject === null && before.delivery?.state !== 'failed' && entry.delivery?.state !== 'failed' &&
    Date.parse(entry.at) - Date.parse(before.at) < SAME_BREATH
  );
}

/** Three or more events in a row become one line that opens. */
function folded(items: Item[]): Item[] {
  const result: Item[] = [];
  let run: Entry[] = [];
  const end = () => {
    if (run.length >= MANY_EVENTS) result.push({ kind: 'events', key: `events-${run[0] === undefined ? '' : entryKey(run[0])}`, entries: run });
    else run.forEach(entry => result.push({ kind: 'entry', key: `entry-${entryKey(entry)}`, entry, continued: false }));
    run = [];
  };
  for (const item of items) {
    // A merge stays in sight: it is what an agent may have to undo.
    if (item.kind === 'entry' && item.entry.kind === 'event' && item.entry.event?.type !== 'merged') {
      run.push(item.entry);
      continue;
    }
    end();
    result.push(item);
  }
  end();
  return result;
}
