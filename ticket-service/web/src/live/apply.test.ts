import { describe, expect, it } from 'vitest';
import { address, detail, entry, frame, page, summary } from '../testing/examples.ts';
import { applyToDetail, applyToEntries, applyToList, joinPages, type Pages } from './apply.ts';

const held = (...rows: ReturnType<typeof summary>[]): Pages => ({ pages: [page(rows)], pageParams: [null] });
const ids = (pages: Pages) => pages.pages.flatMap(one => one.items).map(item => `${item.id}@${item.version}`);

describe('a list and the feed', () => {
  it('takes a newer version of a conversation', () => {
    expect(ids(applyToList(held(summary('a')), frame(summary('a', { version: 2 })), 'mine', false))).toEqual(['a@2']);
  });

  it('ignores an equal or older version, and stays the same object', () => {
    const before = held(summary('a', { version: 5 }));
    expect(applyToList(before, frame(summary('a', { version: 5 })), 'mine', false)).toBe(before);
    expect(applyToList(before, frame(summary('a', { version: 4 })), 'mine', false)).toBe(before);
  });

  it('ends the same in whichever order frames come', () => {
    const frames = [2, 3, 4].map(version => frame(summary('a', { version, preview: `v${version}` })));
    const forwards = frames.reduce((pages, one) => applyToList(pages, one, 'mine', false), held(summary('a')));
    const backwards = frames.toReversed().reduce((pages, one) => applyToList(pages, one, 'mine', false), held(summary('a')));
    expect(backwards).toEqual(forwards);
    expect(ids(forwards)).toEqual(['a@4']);
  });

  it('loses what no longer belongs to it and gains what now does', () => {
    const queued = frame(summary('a', { version: 2 }), { lists: { mine: false, queue: true, all: true } });
    expect(ids(applyToList(held(summary('a')), queued, 'mine', false))).toEqual([]);
    expect(ids(applyToList(held(), queued, 'queue', false))).toEqual(['a@2']);
  });

  it('does not gain rows where it was searched', () => {
    expect(ids(applyToList(held(), frame(summary('a')), 'all', true))).toEqual([]);
  });
});

describe('a transcript and the feed', () => {
  const read = (items: ReturnType<typeof entry>[], more = false) => ({ feed: 'f0', items, more });

  it('takes each entry in its newest version, by seq', () => {
    const changed = [entry(3), entry(2, { version: 2, text: 'edited' })];
    const { data, stale } = applyToEntries(read([entry(1), entry(2)]), frame(summary('a', { lastSeq: 3 }), { entries: changed }));
    expect(data.items.map(one => `${one.seq}@${one.version}`)).toEqual(['1@1', '2@2', '3@1']);
    expect(stale).toBe(false);
  });

  it('keeps a newer version against a late older one', () => {
    const before = read([entry(1, { version: 3, text: 'newest' })]);
    expect(applyToEntries(before, frame(summary('a'), { entries: [entry(1, { version: 2 })] })).data).toBe(before);
  });

  it('knows that something between is missing', () => {
    const { stale } = applyToEntries(read([entry(1)]), frame(summary('a', { lastSeq: 3 }), { entries: [entry(3)] }));
    expect(stale).toBe(true);
  });

  it('knows that it is behind when a frame brings no entries', () => {
    expect(applyToEntries(read([entry(1)]), frame(summary('a', { lastSeq: 2 }))).stale).toBe(true);
  });

  it('does not take an entry older than what it holds', () => {
    const { data } = applyToEntries(read([entry(10)], true), frame(summary('a', { lastSeq: 10 }), { entries: [entry(2, { version: 9 })] }));
    expect(data.items.map(one => one.seq)).toEqual([10]);
  });

  it('keeps older entries when read anew without a gap, and drops them otherwise', () => {
    const older = read([entry(1), entry(2)], true);
    expect(joinPages(older, read([entry(3)], true)).items.map(one => one.seq)).toEqual([1, 2, 3]);
    expect(joinPages(older, read([entry(9)], true)).items.map(one => one.seq)).toEqual([9]);
  });
});

describe('the open conversation and the feed', () => {
  const open = detail(summary('a'), [address('web:1'), address('telegram:7:5')]);

  it('answers where the customer wrote last', () => {
    const wrote = frame(summary('a', { version: 2 }), { entries: [entry(2, { address: 'telegram:7:5', channel: 'telegram' })] });
    expect(applyToDetail(open, wrote).data.reply).toEqual({ to: 'telegram:7:5', reason: 'last-used' });
  });

  it('asks again for an address it has never seen', () => {
    const wrote = frame(summary('a', { version: 2 }), { entries: [entry(2, { address: 'mail:x@y.example', channel: 'mail' })] });
    expect(applyToDetail(open, wrote).stale).toBe(true);
  });

  it('asks again when the ticket moves', () => {
    const ticket = summary('a').ticket;
    const resolved = summary('a', { version: 2, ticket: ticket === null ? null : { ...ticket, state: 'resolved' } });
    expect(applyToDetail(open, frame(resolved)).stale).toBe(true);
  });
});
