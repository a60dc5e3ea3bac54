import { describe, expect, it } from 'vitest';
import { NOON, waiting } from '../testing/examples.ts';
import { heldUnits, offeredUnits } from './offered.ts';
import { overdueOf } from './overdue.ts';

describe('what is overdue', () => {
  const desks = [{ id: 'support', name: 'Support', policy: { dueAfterSeconds: 600 } }, { id: 'patient', name: 'Patient', policy: {} }];

  it('is what waits for longer than its desk has set, the first of it the longest', () => {
    const rows = [waiting('a', 11), waiting('b', 25), waiting('c', 9), waiting('d', 99, { desk: 'patient' })];
    expect(overdueOf(rows, desks, NOON)).toEqual({ count: 2, longest: 900_000 });
    expect(overdueOf([], desks, NOON)).toEqual({ count: 0, longest: 0 });
  });
});

describe('what an agent is offered', () => {
  const offer = { agent: 'anna', agentName: null, until: '2099-01-01T00:00:00Z', from: null, fromName: null };
  const rows = [{ ...waiting('a', 1, { state: 'offered' as const, offer }), channel: 'telegram' as const }, waiting('b', 1, { offer }), waiting('c', 1, { offer: { ...offer, agent: 'boris' } })];

  it('takes the units of its channel, and is not held yet', () => {
    expect(offeredUnits(rows, 'anna', { telegram: 2, web: 1 })).toBe(3);
    expect(offeredUnits(rows, 'anna')).toBe(2);
    expect([heldUnits(5, 3), heldUnits(1, 3)]).toEqual([2, 0]);
  });
});
