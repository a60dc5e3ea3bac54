import { beforeEach, describe, expect, it } from 'vitest';
import type { Candidate, Decision } from '../api/types.ts';
import i18n from '../words/words.ts';
import { behind, rest, scoreOf, sentence } from './explain.ts';

const candidate = (agent: string, more: Partial<Candidate> = {}): Candidate => ({
  agent, name: agent.toUpperCase(), lastAgent: false, fit: 0, load: 2, capacity: 5, ratio: 0.4, lastAssignedAt: null, ...more,
});
const decision = (more: Partial<Decision> = {}): Decision => ({
  id: 'd', at: '2026-11-22T10:00:00Z', kind: 'assigned', configurationVersion: 4, input: null, rules: [], needs: [{ skill: 'refunds', level: 4 }],
  rank: { since: '2026-11-22T09:30:00Z', priority: 60, score: Date.parse('2026-11-22T09:15:00Z') / 1000 }, chosen: candidate('anna'),
  runnersUp: [candidate('boris', { fit: 1 })], excluded: {}, ...more,
});
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('why this agent', () => {
  const t = i18n.t.bind(i18n);

  it('is a sum of waiting and priority', () => {
    const minutes = (count: number) => count * 60_000;
    expect(scoreOf(decision())).toEqual({ waited: minutes(30), priority: minutes(15), total: minutes(45) });
    expect(scoreOf(decision({ rank: null }))).toBeNull();
  });

  it('takes from the sum what a low priority is worth less', () => {
    const low = decision({ rank: { since: '2026-11-22T09:50:00Z', priority: 1, score: Date.parse('2026-11-22T10:09:00Z') / 1000 } });
    expect(scoreOf(low)).toEqual({ waited: 600_000, priority: -1_140_000, total: -540_000 });
  });

  it('counts those who could not and are not shown by name', () => {
    expect(rest({ offline: 3, full: 1, 'no-skill': 2 }, [{ reason: 'offline' }, { reason: 'full' }, { reason: 'chosen' }])).toEqual({ offline: 2, 'no-skill': 2 });
  });

  it('follows the order of the engine: last agent, fit, load, longest without a new one', () => {
    const chosen = candidate('anna', { fit: 1, ratio: 0.5 });
    expect(behind({ ...chosen, lastAgent: true }, candidate('b'))).toBe('notLast');
    expect(behind(chosen, candidate('b', { fit: 2, ratio: 0 }))).toBe('fitsWorse');
    expect(behind(chosen, candidate('b', { fit: 1, ratio: 0.6 }))).toBe('busier');
    expect(behind(chosen, candidate('b', { fit: 1, ratio: 0.5 }))).toBe('sooner');
  });

  describe('in one sentence', () => {
    beforeEach(() => i18n.changeLanguage('en'));

    it('to the one it went to', () => {
      expect(plain(sentence(t, decision(), 'anna')))
        .toBe('We looked for “refunds ≥ 4”. 2 agents fitted. You were chosen: exactly the level needed, 2 of 5 slots used.');
    });

    it('in Russian too', async () => {
      await i18n.changeLanguage('ru');
      expect(plain(sentence(t, decision(), 'anna')))
        .toBe('Искали «возвраты ≥ 4». Подходили 2 агента. Выбраны вы: уровень ровно нужный, занято 2 из 5.');
    });

    it('counts only those who could have taken it', () => {
      const others = [candidate('boris', { fit: 1, reason: 'less-fit' }), candidate('vera', { reason: 'full' }), candidate('gleb', { reason: 'no-skill' })];
      expect(sentence(t, decision({ runnersUp: others }), 'anna')).toMatch(/2 agents fitted/);
    });

    it('when nobody was free', () => {
      expect(sentence(t, decision({ chosen: null, needs: [] }), 'anna')).toMatch(/^No special skill was needed. No fitting agent had room/);
    });
  });
});
