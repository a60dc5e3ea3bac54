import type { TFunction } from 'i18next';
import type { Candidate, Decision } from '../api/types.ts';
import { needs } from '../words/format.ts';

/** Why the chosen one came before another: the engine's order is last agent, fit, load, longest without a new one. */
export type Ground = 'notLast' | 'fitsWorse' | 'busier' | 'sooner';

export function behind(chosen: Candidate, other: Candidate): Ground {
  if (chosen.lastAgent && !other.lastAgent) return 'notLast';
  if (other.fit > chosen.fit) return 'fitsWorse';
  return other.ratio > chosen.ratio ? 'busier' : 'sooner';
}

/** One sentence or two that a person can repeat to another. */
export function sentence(t: TFunction, decision: Decision, me: string): string {
  const { chosen } = decision;
  const parts = [decision.needs.length === 0 ? t('why.needsNone') : t('why.needsAre', { needs: needs(t, decision.needs) })];
  if (chosen === null) return [...parts, t('why.nobody')].join(' ');
  const name = chosen.name ?? chosen.agent;
  if (chosen.lastAgent) parts.push(chosen.agent === me ? t('why.lastYou') : t('why.lastOther', { name }));
  else if (able(decision).length > 0) parts.push(t('why.fitting', { count: able(decision).length + 1 }));
  parts.push(
    t(chosen.agent === me ? 'why.chosenYou' : 'why.chosenOther', {
      name, ground: groundOf(t, decision, chosen), load: chosen.load, capacity: chosen.capacity,
    }),
  );
  return parts.join(' ');
}

/** Those who could have been given it as well. */
function able({ runnersUp }: Decision): Candidate[] {
  return runnersUp.filter(({ reason }) => reason === null || reason === undefined || ABLE.has(reason));
}

const ABLE = new Set(['not-last-agent', 'less-fit', 'more-loaded', 'less-idle', 'later-id', 'drawn-later', 'able']);

function groundOf(t: TFunction, decision: Decision, chosen: Candidate): string {
  const { needs: wanted } = decision;
  const next = able(decision)[0];
  if (next === undefined) return t('why.groundOnly');
  switch (behind(chosen, next)) {
    case 'notLast':
    case 'fitsWorse':
      return t(chosen.fit === 0 && wanted.length > 0 ? 'why.groundFit' : 'why.groundBest');
    case 'busier':
      return t('why.groundLoad');
    case 'sooner':
      return t('why.groundIdle');
  }
}

/** Of those who could not, by reason, the ones who are not shown by name. */
export function rest(excluded: Record<string, number>, shown: { reason?: string | null }[]): Record<string, number> {
  return Object.fromEntries(Object.entries(excluded)
    .map(([reason, count]) => [reason, count - shown.filter(one => one.reason === reason).length] as const)
    .filter(([, count]) => count > 0));
}

/**
 * The score as a sum: how long it had waited when the decision was made, and what its priority added. Routing's rank is
 * the moment it entered the queue less the priority's seconds, so the priority's part is the difference.
 */
export function scoreOf({ at, rank }: Decision): { waited: number; priority: number; total: number } | null {
  if (rank === null) return null;
  const waited = Math.max(0, Date.parse(at) - Date.parse(rank.since));
  const priority = Date.parse(rank.since) - rank.score * 1000;
  return { waited, priority, total: waited + priority };
}
