import type {
  ConversationDetail, ConversationFrame, Entry, EntryPage, ListName, ListPage, Summary,
} from '../api/types.ts';
import { entryKey, gaps, inOrder, span, touches, within } from './woven.ts';

/**
 * How a frame of the live feed changes what was read before. Pure: data in, data out, the same object when nothing
 * changed. Frames may repeat and come late; the version of the conversation (or of the entry) decides.
 */
export interface Pages {
  pages: ListPage[];
  pageParams: unknown[];
}

export function applyToList(held: Pages, frame: ConversationFrame, list: ListName, filtered: boolean): Pages {
  const known = held.pages.flatMap(page => page.items).find(item => item.id === frame.summary.id);
  if (known !== undefined && known.version >= frame.summary.version) return held;
  const belongs = frame.lists[list];
  if (known === undefined) {
    return belongs && !filtered ? withFirst(held, frame.summary) : held;
  }
  return withPages(held, items =>
    belongs
      ? items.map(item => (item.id === frame.summary.id ? frame.summary : item))
      : items.filter(item => item.id !== frame.summary.id),
  );
}

export function applyCounts(held: Pages, counts: ListPage['counts']): Pages {
  const same = held.pages.every(
    page => page.counts.mine === counts.mine && page.counts.queue === counts.queue && page.counts.all === counts.all,
  );
  return same ? held : { ...held, pages: held.pages.map(page => ({ ...page, counts })) };
}

function withFirst(held: Pages, summary: Summary): Pages {
  const [first, ...rest] = held.pages;
  if (first === undefined) return held;
  return { ...held, pages: [{ ...first, items: [summary, ...first.items] }, ...rest] };
}

function withPages(held: Pages, change: (items: Summary[]) => Summary[]): Pages {
  return { ...held, pages: held.pages.map(page => ({ ...page, items: change(page.items) })) };
}

/** The entries of both, in the order of the transcript, each in its newest version. */
export function mergeEntries(held: Entry[], changed: Entry[]): Entry[] {
  const byKey = new Map(held.map(entry => [entryKey(entry), entry]));
  let touched = false;
  for (const entry of changed) {
    const known = byKey.get(entryKey(entry));
    if (known !== undefined && known.version >= entry.version) continue;
    byKey.set(entryKey(entry), entry);
    touched = true;
  }
  return touched ? [...byKey.values()].sort(inOrder) : held;
}

export type Applied<T> = { data: T; stale: boolean };

/**
 * The transcript with the frame's entries. `stale` says that something is missing between what is held and what the
 * frame speaks of, so that it must be read again.
 */
export function applyToEntries(held: EntryPage, frame: ConversationFrame): Applied<EntryPage> {
  const wanted = frame.entries.filter(entry => !held.more || within(held.items, entry));
  const items = mergeEntries(held.items, wanted);
  const data = items === held.items ? held : { ...held, items };
  const newest = span(items, items.some(entry => entry.strand === frame.summary.id) ? frame.summary.id : undefined)?.last ?? 0;
  return { data, stale: gaps(items) || frame.summary.lastSeq > newest || !sameStrands(held.strands, frame.summary.strands) };
}

/** A freshly read newest page, keeping older entries already loaded where they join it without a gap. */
export function joinPages(held: EntryPage | undefined, fresh: EntryPage): EntryPage {
  const first = fresh.items[0];
  if (held === undefined || first === undefined) return fresh;
  const newer = held.items.filter(entry => inOrder(entry, first) >= 0);
  const whole = mergeEntries(fresh.items, newer);
  const older = held.items.filter(entry => inOrder(entry, first) < 0);
  const joined = mergeEntries(older, whole);
  const joins = older.length > 0 && sameStrands(held.strands, fresh.strands) && !gaps(joined) && touches(older, whole);
  return joins ? { ...fresh, more: held.more, items: joined } : { ...fresh, items: whole };
}

/** Whether two sets of strands are the same, as far as both are known. */
export function sameStrands(some: string[] | undefined, others: string[] | undefined): boolean {
  if (some === undefined || others === undefined) return true;
  return some.length === others.length && some.every(strand => others.includes(strand));
}

/** The open conversation's facts. `stale` asks to read addresses and tickets again. */
export function applyToDetail(held: ConversationDetail, frame: ConversationFrame): Applied<ConversationDetail> {
  if (held.summary.version >= frame.summary.version) return { data: held, stale: false };
  const wrote = frame.entries.filter(entry => entry.kind === 'message' && entry.address !== null).at(-1);
  const address = wrote?.address ?? null;
  const unknown = address !== null && !held.addresses.some(known => known.key === address);
  const ticketMoved =
    held.summary.ticket?.id !== frame.summary.ticket?.id || held.summary.ticket?.state !== frame.summary.ticket?.state;
  const addresses =
    address === null
      ? held.addresses
      : held.addresses.map(known => (known.key === address ? { ...known, lastUsedAt: wrote?.at ?? known.lastUsedAt } : known));
  const reply = address === null || unknown ? held.reply : { to: address, reason: 'last-used' };
  const merged = !sameStrands(held.summary.strands, frame.summary.strands) || (held.summary.survivor ?? null) !== (frame.summary.survivor ?? null);
  return { data: { ...held, summary: frame.summary, addresses, reply }, stale: unknown || ticketMoved || merged };
}
