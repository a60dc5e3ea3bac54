import { beforeEach, describe, expect, it } from 'vitest';
import type { AgentOnDuty, NeedStep, Requirement } from '../api/types.ts';
import { agent, NOON, waiting } from '../testing/examples.ts';
import i18n from '../words/words.ts';
import { missingSkills } from './missing.ts';
import { whyWaiting } from './reason.ts';
import { reasonWords } from './reasonWords.ts';
import { inForce, meets, wordsOf } from './requirement.ts';

const german = (level: number): Requirement => ({ skill: 'german', level });
const step = (requirement: Requirement, seconds: number | null): NeedStep => ({ requirement, desk: null, supervisors: false, seconds });
const relaxing = [step(german(2), 100), step(german(1), 60), step({ all: [] }, null)];
const otto = (more: Partial<AgentOnDuty> = {}) => agent('otto', { skills: [{ skill: 'german', level: 2 }], ...more });
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('why a conversation still waits', () => {
  const t = i18n.t.bind(i18n);
  const row = waiting('a', 1, { steps: relaxing });
  const words = (agents: AgentOnDuty[], at = NOON, ahead = 3) => plain(reasonWords(t, whyWaiting(row, agents, at), at, ahead));
  beforeEach(() => i18n.changeLanguage('en'));

  it('says that who has the skill is full, and when less is asked for', () => {
    expect(words([otto({ load: 4 }), agent('ida', { skills: [{ skill: 'german', level: 3 }], load: 5 })])).toBe('2 have the skill, all full; in 0:40: German ≥ 1');
    expect(words([otto({ load: 4 })])).toBe('Only Otto has the skill, full; in 0:40: German ≥ 1');
  });

  it('says that who has the skill is not there', () => {
    expect(words([otto({ presence: 'AWAY' }), agent('ida')])).toMatch(/^Only Otto has the skill, not available;/);
  });

  it('says that nobody has the skill, or nobody is there at all', () => {
    expect(words([agent('ida')])).toMatch(/^Nobody at the desk has the skill;/);
    expect(words([otto({ presence: 'OFFLINE' })])).toMatch(/^Nobody at the desk is available;/);
    expect(words([otto({ desks: ['wholesale'] })])).toMatch(/^Nobody at the desk is available;/);
  });

  it('follows the age of the conversation through the steps to anybody, with how many are ahead', () => {
    const full = [agent('ida', { load: 4 })];
    expect(words(full, NOON + 110_000)).toBe('No free slots, 3 ahead');
    expect(words(full, NOON + 110_000, 0)).toBe('No free slots, next in turn');
  });

  it('does not claim that there is no room where there is some', () => {
    expect(words([otto({ load: 1 })])).toMatch(/^Otto: too little room, or declined/);
  });

  it('says to whom it is offered and for how long', () => {
    const offered = waiting('b', 1, { state: 'offered', offer: { agent: 'otto', agentName: 'Otto Weiss', until: new Date(NOON + 14_000).toISOString(), from: null, fromName: null } });
    expect(reasonWords(t, whyWaiting(offered, [], NOON), NOON, 0)).toBe('Offered: Otto, 0:14 left');
  });

  it('is written in Russian, too', async () => {
    await i18n.changeLanguage('ru');
    expect(words([otto({ load: 4 }), agent('ida', { skills: [{ skill: 'german', level: 3 }], load: 5 })]))
      .toBe('С навыком 2 агента, у всех мест нет; через 0:40: немецкий ≥ 1');
  });
});

describe('a requirement', () => {
  const t = i18n.t.bind(i18n);
  const skills = [{ skill: 'german', level: 2 }, { skill: 'billing', level: 4 }];

  it('is met by all of its parts, one of them, or none', () => {
    expect(meets(skills, { all: [german(2), { skill: 'billing', level: 4 }] })).toBe(true);
    expect(meets(skills, { all: [german(3), { skill: 'billing', level: 4 }] })).toBe(false);
    expect(meets(skills, { any: [german(3), { skill: 'billing', level: 4 }] })).toBe(true);
    expect(meets(skills, { not: german(1) })).toBe(false);
    expect(meets([], { all: [] })).toBe(true);
  });

  it('is in force until its seconds of age are over; the last one for good', () => {
    const { work } = waiting('a', 0, { steps: relaxing });
    expect(inForce(work, NOON + 99_999)).toMatchObject({ at: 0, ends: NOON + 100_000 });
    expect(inForce(work, NOON + 100_000)).toMatchObject({ at: 1, ends: NOON + 160_000 });
    expect(inForce(work, NOON + 1e9)).toMatchObject({ at: 2, ends: null });
  });

  it('reads as words', async () => {
    await i18n.changeLanguage('en');
    expect(plain(wordsOf(t, { any: [german(2), { all: [german(1), { not: { skill: 'vip', level: 1 } }] }] }))).toBe('German ≥ 2 or (German ≥ 1 and not VIP ≥ 1)');
    expect(wordsOf(t, { all: [] })).toBe('anyone at the desk');
  });
});

describe('missing skills', () => {
  it('are those that somebody waits for and nobody with room has', () => {
    const rows = [waiting('a', 1, { needs: [{ skill: 'german', level: 2 }] }), waiting('b', 2, { needs: [{ skill: 'german', level: 2 }] }), waiting('c', 3, { needs: [{ skill: 'billing', level: 1 }] })];
    const agents = [otto({ load: 4 }), agent('ida', { skills: [{ skill: 'billing', level: 1 }] })];
    expect(missingSkills(rows, agents, NOON)).toEqual([{ need: { skill: 'german', level: 2 }, waiting: 2, there: 1, free: 0 }]);
  });
});
