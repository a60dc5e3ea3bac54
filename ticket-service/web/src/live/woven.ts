import type { Entry } from '../api/types.ts';

/**
 * Strands of one conversation are shown together by time. Each entry is named by its strand and its number there; numbers
 * have no gaps within a strand, so that what is missing can be told.
 */
export const entryKey = (entry: Entry): string => `${entry.strand ?? ''}:${entry.seq}`;

/** The order of the transcript: by time, and within a strand by number. */
export function inOrder(a: Entry, b: Entry): number {
  if ((a.strand ?? '') === (b.strand ?? '')) return a.seq - b.seq;
  return Date.parse(a.woven ?? a.at) - Date.parse(b.woven ?? b.at) || ((a.strand ?? '') < (b.strand ?? '') ? -1 : 1);
}

export interface Span {
  first: number;
  last: number;
  count: number;
}

/** From which to which number a strand's entries are held. */
export function span(entries: Entry[], strand: string | undefined): Span | undefined {
  return spans(entries).get(strand ?? entries[0]?.strand ?? '');
}

export function spans(entries: Entry[]): Map<string, Span> {
  const all = new Map<string, Span>();
  for (const { strand = '', seq } of entries) {
    const known = all.get(strand);
    all.set(strand, known === undefined ? { first: seq, last: seq, count: 1 }
      : { first: Math.min(known.first, seq), last: Math.max(known.last, seq), count: known.count + 1 });
  }
  return all;
}

/** Whether a number is missing between two that are held. */
export const gaps = (entries: Entry[]): boolean => [...spans(entries).values()].some(({ first, last, count }) => last - first + 1 > count);

/** Whether an entry belongs to what is held, and not before its beginning. */
export function within(held: Entry[], entry: Entry): boolean {
  const strand = spans(held).get(entry.strand ?? '');
  const first = held[0];
  return strand === undefined ? first === undefined || inOrder(entry, first) >= 0 : entry.seq >= strand.first;
}

/** Whether every strand goes on from the older part to the newer one without a gap. */
export function touches(older: Entry[], newer: Entry[]): boolean {
  const before = spans(older);
  return [...spans(newer)].every(([strand, { first }]) => first === 1 || before.get(strand)?.last === first - 1);
}
