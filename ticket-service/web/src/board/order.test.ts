import { describe, expect, it } from 'vitest';
import { NOON, waiting } from '../testing/examples.ts';
import { settle } from './order.ts';
import { signedWatch, stopwatch, Terms } from './score.ts';

const terms = new Terms();
const ranked = (rows: Parameters<Terms['ranked']>[0]) => terms.ranked(rows);

const ids = (rows: { id: string }[]) => rows.map(row => row.id);

describe('the score', () => {
  it('is waiting and priority together, and ranks by both', () => {
    const pressing = waiting('pressing', 5, { priority: 50 });
    const old = waiting('old', 30);
    expect(terms.score(pressing, NOON)).toEqual({ waited: 300_000, priority: 1_800_000, total: 2_100_000 });
    expect(ids(ranked([old, pressing, waiting('fresh', 1)]))).toEqual(['pressing', 'old', 'fresh']);
    expect(ids(ranked([waiting('older', 60), pressing]))).toEqual(['older', 'pressing']);
  });

  it('counts a class of priority as the desk has it', () => {
    const own = new Terms([{ id: 'support', name: 'Support', policy: { ordering: 'SCORE', worthMinutes: { URGENT: 25, HIGH: 15, NORMAL: 0, LOW: 0 } } }]);
    expect(own.score(waiting('a', 10, { priority: 60 }), NOON)).toEqual({ waited: 600_000, priority: 900_000, total: 1_500_000 });
    expect(own.score(waiting('b', 10, { desk: 'other', priority: 60 }), NOON).priority).toBe(2_400_000);
  });

  it('takes what no rule spoke of as normal, ahead of what is low', () => {
    expect(ids(ranked([waiting('low', 2, { priority: 1 }), waiting('unspoken', 1), waiting('normal', 3, { priority: 20 })]))).toEqual(['normal', 'unspoken', 'low']);
    expect(signedWatch(terms.score(waiting('low', 2, { priority: 1 }), NOON).total)).toBe('−17:00');
  });

  it('puts strict classes above waiting where the desk wants them', () => {
    const strict = new Terms([{ id: 'support', name: 'Support', policy: { ordering: 'STRICT_CLASSES' } }]);
    expect(ids(strict.ranked([waiting('old', 90), waiting('high', 1, { priority: 50 }), waiting('higher', 2, { priority: 60 })]))).toEqual(['higher', 'high', 'old']);
    expect(strict.score(waiting('high', 1, { priority: 50 }), NOON).priority).toBe(0);
  });

  it('reads like a stop watch', () => {
    expect([stopwatch(588_000), stopwatch(3_725_000), stopwatch(-5)]).toEqual(['9:48', '1:02:05', '0:00']);
  });
});

describe('the order of the board', () => {
  const before = settle([], [waiting('a', 9), waiting('b', 5)], false, terms);

  it('re-ranks at once while nobody reads', () => {
    const raised = [waiting('a', 9), waiting('b', 5, { priority: 75 })];
    expect(settle(before.placed, raised, false, terms).placed.map(({ row }) => row.id)).toEqual(['b', 'a']);
  });

  it('moves nothing under the reader, and says that something changed', () => {
    const now = [waiting('b', 5, { priority: 75 }), waiting('c', 1)];
    const held = settle(before.placed, now, true, terms);
    expect(held.placed.map(({ row, gone }) => [row.id, gone])).toEqual([['a', true], ['b', false]]);
    expect(held.placed[1]?.row.work.priority).toBe(75);
    expect(held.fresh).toBe(1);
  });

  it('counts rows that would stand elsewhere', () => {
    expect(settle(before.placed, [waiting('a', 9), waiting('b', 5, { priority: 75 })], true, terms).fresh).toBe(2);
  });
});
