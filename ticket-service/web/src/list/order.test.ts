import { describe, expect, it } from 'vitest';
import { summary } from '../testing/examples.ts';
import { arrange, neighbour, nextWaiting, settle, type Shelf } from './order.ts';

const waiting = (id: string, since: string, version = 1) => summary(id, { version, waitingSince: since, unanswered: 1 });
const answered = (id: string, lastAt: string, version = 1) => summary(id, { version, lastAt });
const ids = (shelf: Shelf) => shelf.places.map(place => place.row.id + (place.gone ? ' gone' : ''));
const [nine, ten, eleven, noon] = ['T09:00:00Z', 'T10:00:00Z', 'T11:00:00Z', 'T12:00:00Z'].map(time => `2026-11-22${time}`) as [string, string, string, string];

describe('the order of a list', () => {
  it('puts those who wait longest first, and then the answered ones, newest first', () => {
    const rows = [answered('c', ten), waiting('b', ten), answered('d', eleven), waiting('a', nine)];
    expect(ids(arrange(rows, 'mine'))).toEqual(['a', 'b', 'd', 'c']);
  });

  it('shows all conversations newest first, and each once', () => {
    expect(ids(arrange([answered('a', nine), answered('b', noon), answered('a', nine)], 'all'))).toEqual(['b', 'a']);
  });
});

describe('nothing moves under the reader', () => {
  const start = arrange([waiting('a', nine), waiting('b', ten), answered('c', ten)], 'mine');

  it('re-sorts while pointer and focus are elsewhere', () => {
    const rows = [answered('a', noon, 2), waiting('b', ten), answered('c', ten)];
    expect(ids(settle(start, rows, 'mine', false))).toEqual(['b', 'a', 'c']);
  });

  it('keeps every place while somebody is in the list, with the new content', () => {
    const shelf = settle(start, [answered('a', noon, 2), waiting('b', ten), answered('c', ten)], 'mine', true);
    expect(ids(shelf)).toEqual(['a', 'b', 'c']);
    expect(shelf.places[0]?.row.version).toBe(2);
    expect(shelf.places[0]?.group).toBe('waiting');
  });

  it('lets new rows wait, and counts them', () => {
    const rows = [waiting('new', '2026-11-22T08:00:00Z'), waiting('a', nine), waiting('b', ten), answered('c', ten)];
    const shelf = settle(start, rows, 'mine', true);
    expect(ids(shelf)).toEqual(['a', 'b', 'c']);
    expect(shelf.fresh).toBe(1);
    expect(ids(arrange(rows, 'mine'))).toEqual(['new', 'a', 'b', 'c']);
  });

  it('takes rows that belong below everything shown, as the next page does', () => {
    const shelf = settle(start, [waiting('a', nine), waiting('b', ten), answered('c', ten), answered('z', nine)], 'mine', true);
    expect(ids(shelf)).toEqual(['a', 'b', 'c', 'z']);
    expect(shelf.fresh).toBe(0);
  });

  it('keeps a row that has gone until the reader leaves', () => {
    const rows = [waiting('b', ten), answered('c', ten)];
    const shelf = settle(start, rows, 'mine', true);
    expect(ids(shelf)).toEqual(['a gone', 'b', 'c']);
    expect(ids(settle(shelf, rows, 'mine', false))).toEqual(['b', 'c']);
  });

  it('shows the first rows of an empty list at once', () => {
    expect(ids(settle({ places: [], fresh: 0 }, [waiting('a', nine)], 'mine', true))).toEqual(['a']);
  });

  it('is the same object when nothing changed, so that nothing is drawn', () => {
    const rows = start.places.map(place => place.row);
    expect(settle(start, rows, 'mine', true)).toBe(start);
    expect(settle(start, rows, 'mine', false)).toBe(start);
  });
});

describe('going through the list by keys', () => {
  const { places } = arrange([waiting('a', nine), waiting('b', ten), answered('c', ten)], 'mine');

  it('steps to the neighbours and stops at the ends', () => {
    expect(neighbour(places, 'a', 1)).toBe('b');
    expect(neighbour(places, 'a', -1)).toBeUndefined();
    expect(neighbour(places, undefined, 1)).toBe('a');
  });

  it('finds the next who waits, round the end', () => {
    expect(nextWaiting(places, 'a')).toBe('b');
    expect(nextWaiting(places, 'b')).toBe('a');
    expect(nextWaiting(places, 'c')).toBe('a');
  });
});
