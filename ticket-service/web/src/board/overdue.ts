import type { Desk, Summary } from '../api/types.ts';

/** What waits for longer than its desk has to answer within: how many, and for how long the first of them is overdue. */
export function overdueOf(rows: Summary[], desks: Desk[] = [], now: number): { count: number; longest: number } {
  const late = rows.flatMap(({ work }) => {
    const within = desks.find(desk => desk.id === work.desk)?.policy?.dueAfterSeconds;
    if (work.since === null || within === undefined || within === null) return [];
    const over = now - Date.parse(work.since) - within * 1000;
    return over > 0 ? [over] : [];
  });
  return { count: late.length, longest: Math.max(0, ...late) };
}
