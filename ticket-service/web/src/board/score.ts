import type { Desk, Summary } from '../api/types.ts';
import { aboveNormal, urgency, type Urgency } from '../marks/Priority.tsx';

/** The score of a waiting conversation, in milliseconds of waiting: what it waited, and what its priority is worth. */
export interface Score {
  waited: number;
  priority: number;
  total: number;
}

const MINUTE = 60_000;
const CLASS: Record<Urgency, 'URGENT' | 'HIGH' | 'NORMAL' | 'LOW'> = { urgent: 'URGENT', high: 'HIGH', normal: 'NORMAL', low: 'LOW' };
const CLASSES: Urgency[] = ['urgent', 'high', 'normal', 'low'];

/** What desks decided of their queues; nothing: each point above a normal priority is worth a minute of waiting. */
export class Terms {
  private readonly desks: Map<string, Desk>;

  constructor(desks: Desk[] = []) {
    this.desks = new Map(desks.map(desk => [desk.id, desk]));
  }

  score(row: Summary, now: number): Score {
    const waited = row.work.since === null ? 0 : Math.max(0, now - Date.parse(row.work.since));
    const priority = this.worth(row);
    return { waited, priority, total: waited + priority };
  }

  /** Who is next first. The same at any time: all grow alike, so that only changes re-rank. */
  ranked(rows: Summary[]): Summary[] {
    return [...rows].sort((a, b) => this.classOf(a) - this.classOf(b) || this.rank(a) - this.rank(b) || a.id.localeCompare(b.id));
  }

  /** The class that stands above the others where a desk wants strict ones, null elsewhere. */
  strictClass(row: Summary): Urgency | null {
    return this.policy(row)?.ordering === 'STRICT_CLASSES' ? urgency(row.work.priority) : null;
  }

  private classOf(row: Summary): number {
    const strict = this.strictClass(row);
    return strict === null ? 0 : CLASSES.indexOf(strict);
  }

  private worth(row: Summary): number {
    if (this.strictClass(row) !== null) return 0;
    const minutes = this.policy(row)?.worthMinutes;
    return (minutes === null || minutes === undefined ? aboveNormal(row.work.priority) : (minutes[CLASS[urgency(row.work.priority)]] ?? 0)) * MINUTE;
  }

  private rank(row: Summary): number {
    return (row.work.since === null ? Infinity : Date.parse(row.work.since)) - this.worth(row);
  }

  private policy(row: Summary): Desk['policy'] {
    return row.work.desk === null ? null : this.desks.get(row.work.desk)?.policy;
  }
}

/** The same with a minus before what is less than nothing. */
export const signedWatch = (milliseconds: number) => (milliseconds <= -1000 ? `−${stopwatch(-milliseconds)}` : stopwatch(milliseconds));

/** 9:48, 1:02:05: to the second, as on a stop watch. */
export function stopwatch(milliseconds: number): string {
  const total = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (count: number) => String(count).padStart(2, '0');
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor(total / 60) % 60;
  return hours === 0 ? `${minutes}:${two(total % 60)}` : `${hours}:${two(minutes)}:${two(total % 60)}`;
}
