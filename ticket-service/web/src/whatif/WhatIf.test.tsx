import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Outcome, Simulation, Wish } from '../api/simulations.ts';
import { live } from '../live/live.ts';
import { queries } from '../live/queries.ts';
import { agent, page } from '../testing/examples.ts';
import { problem, serve, signedIn, type Answer, type Asked } from '../testing/server.ts';
import { show } from '../testing/show.tsx';
import i18n from '../words/words.ts';
import { daysOf, makesSense, wishOf, type Asking } from './asking.ts';
import { shown } from './Result.tsx';
import { WhatIf } from './WhatIf.tsx';

const measure = (mean: number, halfWidth: number | null = null) => ({ mean, halfWidth });
const outcome = (wait: number): Outcome => ({
  replications: 1, occupancy: measure(0.8), unfairness: measure(0.1),
  contacts: [
    { kind: 'all', name: 'all', metrics: { arrivals: measure(420), 'mean-wait': measure(wait), 'wait-p90': measure(wait * 3), 'service-level': measure(0.9), 'abandoned-share': measure(0.05) } },
    { kind: 'skill', name: 'german', metrics: { arrivals: measure(40), 'mean-wait': measure(wait * 2) } },
  ],
  waits: [{ upTo: 60, share: 0.7 }, { upTo: null, share: 0.3 }], course: [],
});
const run = (state: Simulation['state'], progress: number): Simulation => ({
  id: 'r', askedBy: 'anna', askedAt: new Date().toISOString(), state, progress, problem: null,
  asked: { desk: 'support', changes: { without: [], agents: [{ name: 'more', count: 2, skills: { german: 2 }, capacity: 4, desks: ['support'], shifts: [] }] } },
  result: state === 'done' ? { before: outcome(300), after: outcome(120), differences: { contacts: [{ kind: 'all', name: 'all', metrics: { 'mean-wait': measure(-180, 12) } }], occupancy: measure(-0.1), unfairness: measure(0) } } : null,
});

function answers(roles: string[], states: Simulation[]) {
  const left = [...states];
  return ({ path, method }: Asked): Answer => {
    if (path.includes('/simulations/r')) return { body: left.length > 1 ? left.shift() : left[0] };
    if (path.endsWith('/simulations') && method === 'POST') return { status: 202, body: run('running', 0) };
    if (path.includes('/simulations')) return { body: { items: [] } };
    if (path.endsWith('/desks')) return { body: { items: [{ id: 'support', name: 'Support' }] } };
    if (path.endsWith('/skills')) return { body: { items: [{ id: 'german', name: 'German' }] } };
    if (path.endsWith('/agents')) return { body: [agent('otto')] };
    if (path.endsWith('/statuses')) return { body: [] };
    if (path.endsWith('/me')) return { body: { user: { id: 'anna', name: 'Anna', roles, language: 'en' }, presence: { state: 'AVAILABLE', version: 1 }, load: 0, capacity: 4, skills: [] } };
    if (path.includes('/conversations?')) return { body: page([]) };
    return problem(404, 'not-found');
  };
}

describe('what if', () => {
  beforeEach(async () => {
    await i18n.changeLanguage('en');
    queries.clear();
    live.reset();
    signedIn();
  });

  it('asks for last week with two more, shows how far it is, and what would change', async () => {
    const asked = serve(answers(['supervisor'], [run('running', 0.4), run('done', 1)]));
    const { container } = show(<WhatIf />, '/board/what-if');
    await waitFor(() => expect(screen.getByLabelText('Desk')).toHaveValue('support'));
    await waitFor(() => expect(screen.getByLabelText('Skill').children.length).toBeGreaterThan(1));
    await userEvent.selectOptions(screen.getByLabelText('Skill'), 'german');
    await userEvent.click(screen.getByRole('button', { name: 'Compute' }));
    expect(await screen.findByText(/Computing, 40\s?%/, {}, { timeout: 4_000 })).toBeInTheDocument();
    expect(await screen.findByText('The mean wait would be shorter: 2:00 instead of 5:00.', {}, { timeout: 4_000 })).toBeInTheDocument();
    expect(screen.getByText('−3:00 ± 0:12')).toBeInTheDocument();
    const wish = asked.find(one => one.method === 'POST')?.body as Wish;
    expect(wish.changes.agents[0]).toMatchObject({ count: 2, skills: { german: 2 }, desks: ['support'] });
    const { violations } = await axe.run(container, { runOnly: ['wcag2a', 'wcag2aa'], rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(violation => violation.id)).toEqual([]);
  });

  it('is for supervisors', async () => {
    const asked = serve(answers(['agent'], [run('done', 1)]));
    show(<WhatIf />, '/board/what-if');
    expect(await screen.findByText('This page is for supervisors')).toBeInTheDocument();
    expect(asked.filter(one => one.path.includes('/simulations'))).toEqual([]);
  });

  it('takes whole days before today, and shifts of every day', () => {
    const asking: Asking = { desk: 'support', period: 'week', count: 2, skill: 'german', level: 2, from: 9, to: 18, capacity: 4, without: 'otto' };
    const now = new Date(2026, 10, 24, 15, 30);
    const { from, to } = daysOf('week', now);
    expect([from, to]).toEqual([new Date(2026, 10, 17), new Date(2026, 10, 24)]);
    expect(wishOf(asking, now).changes).toEqual({
      without: ['otto'],
      agents: [{ name: 'more', count: 2, capacity: 4, desks: ['support'], skills: { german: 2 }, shifts: [{ from: 32_400, to: 64_800, every: 86_400 }] }],
    });
    expect(makesSense(asking)).toBe(true);
    expect(makesSense({ ...asking, count: 0, without: '' })).toBe(false);
    expect(makesSense({ ...asking, from: 18, to: 9 })).toBe(false);
  });

  it('shows a mean with its interval, and a dash for what is not known', () => {
    expect(shown(measure(75, 5), 'time')).toBe('1:15 ± 0:05');
    expect(shown(measure(0.052), 'share')).toBe('5.2\u00a0%');
    expect(shown(measure(0.1), 'share', true)).toBe('+10 pts');
    expect(shown(undefined, 'count')).toBe('—');
  });
});
