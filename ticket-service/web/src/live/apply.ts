import type {
  ConversationDetail, ConversationFrame, Entry, EntryPage, ListName, ListPage, Summary,
} from '../api/types.ts';

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

/** The entries of both, ascending by seq, each in its newest version. */
export function mergeEntries(held: Entry[], changed: Entry[]): Entry[] {
  const bySeq = new Map(held.map(entry => [entry.seq, entry]));
  let touched = false;
  for (const entry of changed) {
    const known = bySeq.get(entry.seq);
    if (known !== undefined && known.version >= entry.version) continue;
    bySeq.set(entry.seq, entry);
    touched = true;
  }
  return touched ? [...bySeq.values()].sort((a, b) => a.seq - b.seq) : held;
}

export type Applied<T> = { data: T; stale: boolean };

/**
 * The transcript with the frame's entries. `stale` says that something is missing between what is held and what the
 * frame speaks of, so that it must be read again.
 */
export function applyToEntries(held: EntryPage, frame: ConversationFrame): Applied<EntryPage> {
  const oldest = held.items[0]?.seq ?? 1;
  const newest = held.items.at(-1)?.seq ?? 0;
  const wanted = frame.entries.filter(entry => entry.seq >= oldest || !held.more);
  const items = mergeEntries(held.items, wanted);
  const last = items.at(-1)?.seq ?? 0;
  const gap = items.length > 0 && last - (items[0]?.seq ?? 1) + 1 > items.length;
  const stale = gap || frame.summary.lastSeq > Math.max(last, newest);
  return { data: items === held.items ? held : { ...held, items }, stale };
}

/** A freshly read newest page, keeping older entries already loaded where they join it without a gap. */
export function joinPages(held: EntryPage | undefined, fresh: EntryPage): EntryPage {
  const first = fresh.items[0]?.seq;
  if (held === undefined || first === undefined) return fresh;
  const older = held.items.filter(entry => entry.seq < first);
  if (older.at(-1)?.seq !== first - 1) return { ...fresh, items: mergeEntries(fresh.items, newerOf(held, fresh)) };
  return { ...fresh, more: held.more, items: mergeEntries([...older, ...fresh.items], newerOf(held, fresh)) };
}

function newerOf(held: EntryPage, fresh: EntryPage): Entry[] {
  const first = fresh.items[0]?.seq ?? 0;
  return held.items.filter(entry => entry.seq >= first);
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
  return { data: { ...held, summary: frame.summary, addresses, reply }, stale: unknown || ticketMoved };
}
