import { beforeEach, describe, expect, it } from 'vitest';
import type { WaitingReason } from '../api/types.ts';
import { reasonWords } from '../board/reasonWords.ts';
import i18n from '../words/words.ts';
import { reasonWordsOf } from './outcome.ts';
import { whyOf } from './waits.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const told = (agent: string, reason: string) => ({ agent, name: agent, reason, load: 4, capacity: 4, lacks: null, passedAt: null, room: null });
const german = { requirement: { skill: 'german', level: 2 }, desk: null, supervisors: false, seconds: 100 };
const view = (agents: ReturnType<typeof told>[], more: Partial<WaitingReason> = {}): WaitingReason => ({
  conversation: 'c', desk: 'support', since: '2026-11-22T11:59:00Z', place: 2, waiting: 5, step: { number: 1, of: 2, needs: german },
  changes: [{ at: '2026-11-22T12:00:40Z', step: 2, needs: { ...german, requirement: { skill: 'german', level: 1 } }, overflow: null }], agents, excluded: {}, ...more,
});

describe('routing’s reasons in words', () => {
  const t = i18n.t.bind(i18n);
  const plain = (text: string) => text.replaceAll('\u00a0', ' ');
  beforeEach(() => i18n.changeLanguage('en'));

  it('say what they hang on', () => {
    expect(plain(reasonWordsOf(t, { ...told('a', 'no-skill'), lacks: { skill: 'german', level: 2 } }))).toBe('Lacks German ≥ 2');
    expect(reasonWordsOf(t, told('a', 'full'))).toBe('No room: 4 of 4');
    expect(reasonWordsOf(t, { ...told('a', 'channel-full'), room: { held: 2, limit: 2 } })).toBe('No room on this channel: 2 of 2');
    expect(reasonWordsOf(t, { ...told('a', 'declined'), passedAt: '2026-11-22T10:15:00' })).toBe('Declined at 10:15, not asked again');
    expect(reasonWordsOf(t, told('a', 'moved-to-mars'))).toBe('moved-to-mars');
  });

  it('tell why it waits and what changes when', () => {
    const words = (agents: ReturnType<typeof told>[]) => plain(reasonWords(t, whyOf(view(agents)), NOW, 1));
    expect(words([told('Otto', 'full'), told('Ida', 'full'), told('Max', 'away')])).toBe('2 have the skill, all full; in 0:40: German ≥ 1');
    expect(words([told('Otto', 'away')])).toBe('Only Otto has the skill, not available; in 0:40: German ≥ 1');
    expect(words([told('Otto', 'no-skill')])).toBe('Nobody at the desk has the skill; in 0:40: German ≥ 1');
    expect(words([told('Otto', 'declined')])).toMatch(/^Otto: too little room, or declined/);
  });
});
