import type { Channel, Summary } from '../api/types.ts';

/** Routing counts what is offered as taken. These are the units of it that nobody has said yes to yet. */
export function offeredUnits(rows: Summary[], agent: string, weights: Partial<Record<Channel, number>> = {}): number {
  return rows.filter(row => row.work.offer?.agent === agent).reduce((sum, row) => sum + (weights[row.channel] ?? 1), 0);
}

/** What an agent holds, without what is only offered. */
export const heldUnits = (load: number, offered: number) => Math.max(0, load - offered);
