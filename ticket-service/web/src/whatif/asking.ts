import { newId } from '../api/ids.ts';
import type { Wish } from '../api/simulations.ts';

/** A what-if as a person says it: which past, and who would have been there besides or not at all. */
export interface Asking {
  desk: string;
  period: Period;
  count: number;
  skill: string;
  level: number;
  from: number;
  to: number;
  capacity: number;
  without: string;
}

export type Period = 'today' | 'yesterday' | 'week' | 'month';
const DAYS: Record<Exclude<Period, 'today'>, number> = { yesterday: 1, week: 7, month: 28 };
const HOUR = 3600;

/** The period's whole days before today, from midnight to midnight here; or today until now. */
export function daysOf(period: Period, now: Date): { from: Date; to: Date } {
  const to = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  if (period === 'today') return { from: to, to: now };
  const from = new Date(now.getFullYear(), now.getMonth(), now.getDate() - DAYS[period]);
  return { from, to };
}

export function wishOf(asking: Asking, now: Date): Wish {
  const { from, to } = daysOf(asking.period, now);
  const shift = { from: asking.from * HOUR, to: asking.to * HOUR, every: 24 * HOUR };
  const more = {
    name: 'more', count: asking.count, capacity: asking.capacity, desks: [asking.desk], shifts: [shift],
    skills: asking.skill === '' ? {} : { [asking.skill]: asking.level },
  };
  return {
    id: newId(), desk: asking.desk, from: from.toISOString(), to: to.toISOString(),
    changes: { agents: asking.count > 0 ? [more] : [], without: asking.without === '' ? [] : [asking.without] },
  };
}

/** Something is to change, and the shift has a length. */
export const makesSense = (asking: Asking) =>
  asking.desk !== '' && asking.from < asking.to && (asking.count > 0 || asking.without !== '');
