import { describe, expect, it } from 'vitest';
import type { Entry, EntryPage } from '../api/types.ts';
import { entry, frame, summary } from '../testing/examples.ts';
import { applyToEntries, joinPages, mergeEntries } from './apply.ts';
import { gaps, inOrder } from './woven.ts';

const at = (minute: number) => `2026-11-22T10:${String(minute).padStart(2, '0')}:00Z`;
const of = (strand: string, seq: number, minute: number, more: Partial<Entry> = {}) => entry(seq, { strand, woven: at(minute), at: at(minute), ...more });
const read = (items: Entry[], more = false): EntryPage => ({ feed: 'f', items, more, strands: ['a', 'b'] });
const names = (items: Entry[]) => items.map(one => `${one.strand ?? ''}${one.seq}`);
const about = (lastSeq: number, strands = ['a', 'b']) => summary('a', { lastSeq, strands });

describe('strands woven by time', () => {
  it('stand in the order of time, each in the order of its numbers', () => {
    const late = of('a', 2, 1);
    expect(names(mergeEntries([of('a', 1, 1), of('a', 3, 5)], [of('b', 1, 3), late]))).toEqual(['a1', 'a2', 'b1', 'a3']);
    expect(inOrder(of('a', 1, 9), of('a', 2, 9))).toBeLessThan(0);
  });

  it('have no gap as long as none of them has one', () => {
    expect(gaps([of('a', 3, 1), of('b', 7, 2), of('a', 4, 3), of('b', 8, 4)])).toBe(false);
    expect(gaps([of('a', 3, 1), of('b', 7, 2), of('b', 9, 4)])).toBe(true);
  });

  it('take a change in either, and leave alone what is older than what is held', () => {
    const held = read([of('a', 5, 10), of('b', 3, 11)], true);
    const changed = [of('b', 3, 11, { version: 2 }), of('b', 2, 4, { version: 7 }), of('a', 6, 12)];
    const { data, stale } = applyToEntries(held, frame(about(6), { entries: changed }));
    expect(names(data.items)).toEqual(['a5', 'b3', 'a6']);
    expect(data.items[1]?.version).toBe(2);
    expect(stale).toBe(false);
  });

  it('are read anew when another one joins or one leaves', () => {
    const held = read([of('a', 1, 1)]);
    expect(applyToEntries(held, frame(about(1, ['a', 'b', 'c']))).stale).toBe(true);
    expect(applyToEntries(held, frame(about(1, ['a']))).stale).toBe(true);
    expect(applyToEntries(held, frame(about(1))).stale).toBe(false);
  });

  it('keep what was loaded before where every strand goes on without a gap', () => {
    const older = read([of('a', 1, 1), of('b', 1, 2), of('a', 2, 3)], true);
    expect(names(joinPages(older, read([of('b', 2, 4), of('a', 3, 5)], true)).items)).toEqual(['a1', 'b1', 'a2', 'b2', 'a3']);
    expect(names(joinPages(older, read([of('b', 3, 4), of('a', 3, 5)], true)).items)).toEqual(['b3', 'a3']);
  });
});
