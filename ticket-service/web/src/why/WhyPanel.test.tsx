import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { acting } from '../acts/acting.ts';
import type { Candidate, Decision, NeedStep } from '../api/types.ts';
import { queries } from '../live/queries.ts';
import { agent, summary, waiting } from '../testing/examples.ts';
import { problem, serve, signedIn, type Answer, type Asked } from '../testing/server.ts';
import { show } from '../testing/show.tsx';
import i18n from '../words/words.ts';
import { WhyPanel } from './WhyPanel.tsx';

const german = (level: number, seconds: number | null): NeedStep => ({ requirement: { skill: 'german', level }, desk: null, supervisors: false, seconds });
const steps = [german(2, 100), german(1, null)];
const candidate = (id: string, reason: string, more: Partial<Candidate> = {}): Candidate => ({
  agent: id, name: id, lastAgent: false, fit: 0, load: 1, capacity: 4, ratio: 0.25, lastAssignedAt: null, reason, lacks: null, passedAt: null, room: null, ...more,
});
const decision: Decision = {
  id: 'd1', at: '2026-11-22T12:00:00Z', kind: 'assigned', configurationVersion: 41, input: null, rules: ['Language'], needs: [{ skill: 'german', level: 2 }],
  rank: { since: '2026-11-22T11:59:00Z', priority: 50, score: Date.parse('2026-11-22T11:44:00Z') / 1000 }, step: { number: 1, of: 2, needs: german(2, 100) }, relaxesAt: '2026-11-22T12:00:40Z',
  chosen: candidate('Otto', 'chosen'), runnersUp: [candidate('Ida', 'full', { load: 4 }), candidate('Max', 'no-skill', { lacks: { skill: 'german', level: 2 } })], excluded: { offline: 3 },
};

const answers = ({ path }: Asked): Answer => {
  if (path.includes('/decisions')) return { body: { items: [decision] } };
  if (path.includes('/exclusion')) return { body: { agent: 'anna', conversation: 'a', at: '2026-11-22T12:00:00Z', decision: 'd1', reason: 'busy', load: 0, capacity: 4, lacks: null, passedAt: null, room: null, sameInput: false } };
  if (path.endsWith('/waiting')) {
    return { body: { conversation: 'a', desk: 'support', since: '2026-11-22T11:59:00Z', place: 2, waiting: 7, step: { number: 1, of: 2, needs: german(2, 100) },
      changes: [{ at: new Date(Date.now() + 40_500).toISOString(), step: 2, needs: german(1, null), overflow: null }],
      agents: [{ agent: 'Otto', name: 'Otto', reason: 'full', load: 4, capacity: 4, lacks: null, passedAt: null, room: null }], excluded: { full: 1, 'no-skill': 2 } } };
  }
  if (path.endsWith('/agents')) return { body: [agent('anna'), agent('Otto', { name: 'Otto' }), agent('Ida', { name: 'Ida' })] };
  if (path.endsWith('/me')) return { body: { user: { id: 'anna', name: 'Anna', roles: ['agent'], language: 'en' }, presence: { state: 'AVAILABLE', version: 1 }, load: 0, capacity: 4, skills: [] } };
  return problem(404, 'not-found');
};

describe('why me', () => {
  beforeEach(async () => {
    await i18n.changeLanguage('en');
    queries.clear();
    acting.set(null);
    signedIn();
    serve(answers);
  });

  it('shows the steps with the one in force, everybody looked at with their reason, and a count for the rest', async () => {
    const row = summary('a', { work: { ...summary('a').work, agent: 'Otto', agentName: 'Otto', steps } });
    show(<WhyPanel summary={row} me="anna" opened close={() => undefined} />);
    expect(await screen.findByText('found at this step')).toBeInTheDocument();
    expect(screen.getByText('would start in 0:40')).toBeInTheDocument();
    expect(screen.getByText('No room: 4 of 4')).toBeInTheDocument();
    expect(screen.getByText(/Lacks German\s≥\s2/)).toBeInTheDocument();
    expect(screen.getByText('off shift')).toHaveTextContent('off shift3');
    const { violations } = await axe.run(document.body, { runOnly: ['wcag2a', 'wcag2aa'], rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(violation => violation.id)).toEqual([]);
  });

  it('says why not me', async () => {
    const row = summary('a', { work: { ...summary('a').work, agent: 'Otto', agentName: 'Otto', steps } });
    show(<WhyPanel summary={row} me="anna" opened close={() => undefined} />);
    await userEvent.selectOptions(await screen.findByLabelText('Why not'), 'anna');
    expect(await screen.findByText('Takes no new ones')).toBeInTheDocument();
  });

  it('says why it still waits, who would fit, and what changes when', async () => {
    show(<WhyPanel summary={waiting('a', 1, { steps })} me="anna" opened close={() => undefined} />);
    expect(await screen.findByText(/Only Otto has the skill, full; in 0:(39|40): German\s≥\s1\. Place 2 of 7\./)).toBeInTheDocument();
    expect(screen.getByRole('list', { name: 'Who would fit, and why they cannot' })).toHaveTextContent('No room: 4 of 4');
    await userEvent.click(screen.getByRole('button', { name: 'Transfer' }));
    expect(acting.get()).toMatchObject({ act: 'transfer', summary: { id: 'a' } });
  });
});
