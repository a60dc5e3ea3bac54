import { describe, expect, it } from 'vitest';
import { alike, changed, faultsOf, freeId, ladder, moved, removed } from './draft.ts';
import { bare, group, withOne } from './conditions.ts';
import type { Rule } from './types.ts';

const rule = (id: string, more: Partial<Rule> = {}): Rule => ({ id, name: id, active: true, stop: false, then: { priority: 20 }, ...more });

describe('a draft', () => {
  it('is alike what is saved whatever the server adds to it', () => {
    expect(alike([rule('a')], [rule('a', { order: 10, version: 7 })])).toBe(true);
    expect(alike([rule('a'), rule('b')], [rule('b'), rule('a')])).toBe(false);
    expect(alike([rule('a')], [rule('a', { when: { returning: true } })])).toBe(false);
  });

  it('knows what is new, changed and removed', () => {
    const saved = [rule('a'), rule('b'), rule('c')];
    const draft = [rule('a'), rule('b', { stop: true }), rule('d')];
    expect(changed(draft, saved).map(one => one.id)).toEqual(['b', 'd']);
    expect(removed(draft, saved).map(one => one.id)).toEqual(['c']);
  });

  it('moves rules within the list and no further', () => {
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
  });

  it('gives a new rule an id of its own, also where its name has no Latin letter', () => {
    expect(freeId('Money & refunds', [])).toBe('money-refunds');
    expect(freeId('Деньги', ['rule', 'rule-2'])).toBe('rule-3');
  });

  it('finds the faults of one rule, of a saved set and of a trial', () => {
    const at = (pointer: string) => ({ pointer, code: 'empty', detail: '' });
    const faults = [at('/items/1/name'), at('/rules/items/1/when/all/0/keywords'), at('/items/10/name'), at('/items/1')];
    expect(faultsOf(faults, 1).map(one => one.pointer)).toEqual(['/name', '/when/all/0/keywords', '']);
  });

  it('gives every step an end but the last one', () => {
    const step = { requirement: { skill: 'a', level: 1 } };
    expect(ladder([step, { ...step, seconds: 30 }, { ...step, seconds: 60 }])).toEqual([{ ...step, seconds: 120 }, { ...step, seconds: 30 }, step]);
  });
});

describe('conditions', () => {
  it('stand under their negations, at their own place', () => {
    expect(bare({ not: { not: { not: { returning: true } } } }, '/when')).toEqual({ inner: { returning: true }, negated: true, pointer: '/when/not/not/not' });
  });

  it('become a group with the second and stop being one with the last but one', () => {
    const [one, two] = [{ returning: true }, { silence: 60 }];
    expect(withOne(undefined, one)).toEqual(one);
    expect(withOne(one, two)).toEqual({ all: [one, two] });
    expect(withOne({ any: [one] }, two)).toEqual({ any: [one, two] });
    expect(group('any', [one, two])).toEqual({ any: [one, two] });
    expect(group('any', [one])).toEqual(one);
    expect(group('all', [])).toBeUndefined();
  });
});
