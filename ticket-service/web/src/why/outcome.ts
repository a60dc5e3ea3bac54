import type { TFunction } from 'i18next';
import type { AgentReason, Candidate, Decision } from '../api/types.ts';
import { wordsOf } from '../board/requirement.ts';
import { clock } from '../words/format.ts';
import { language } from '../words/words.ts';
import { behind, type Ground } from './explain.ts';

const GROUNDS: Record<Ground, string> = { notLast: 'not-last-agent', fitsWorse: 'less-fit', busier: 'more-loaded', sooner: 'less-idle' };

/** Routing's verdict; of older decisions, which had none, the ground the numbers show. */
export function verdictOf(decision: Decision, candidate: Candidate): string {
  if (candidate.reason !== null && candidate.reason !== undefined) return candidate.reason;
  if (decision.chosen === null) return 'able';
  return candidate.agent === decision.chosen.agent ? 'chosen' : GROUNDS[behind(decision.chosen, candidate)];
}

/** What came of it for a candidate, with what it hung on. */
export function outcome(t: TFunction, decision: Decision, candidate: Candidate): string {
  const verdict = verdictOf(decision, candidate);
  if (verdict === 'chosen' && decision.kind === 'offered') return t('why.verdict.asked');
  return reasonWordsOf(t, { ...candidate, reason: verdict });
}

type Told = Pick<AgentReason, 'reason' | 'load' | 'capacity'> & Partial<Pick<AgentReason, 'lacks' | 'passedAt' | 'room'>>;

/** Why one agent, with what it hung on. */
export function reasonWordsOf(t: TFunction, { reason, lacks, passedAt, room, load, capacity }: Told): string {
  if (reason === 'no-skill' && lacks !== null && lacks !== undefined) return t('why.verdict.lacks', { what: wordsOf(t, lacks) });
  if (reason === 'channel-full' && room !== null && room !== undefined) return t('why.verdict.channel-full', room);
  if (passedAt !== null && passedAt !== undefined && PASSED.has(reason)) return t(`why.verdict.${reason}At`, { time: clock(language(), passedAt) });
  return t(`why.verdict.${reason}`, { load, capacity, held: '', limit: '', defaultValue: reason });
}

const PASSED = new Set(['declined', 'silent', 'gave-back']);
