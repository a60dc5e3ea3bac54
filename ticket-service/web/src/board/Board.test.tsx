import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { acting } from '../acts/acting.ts';
import * as commands from '../live/commands.ts';
import { hear } from '../live/hear.ts';
import { live } from '../live/live.ts';
import { queries } from '../live/queries.ts';
import { agent, board, frame, page, waiting } from '../testing/examples.ts';
import { problem, serve, signedIn, type Answer, type Asked } from '../testing/server.ts';
import { show } from '../testing/show.tsx';
import i18n from '../words/words.ts';
import { Board } from './Board.tsx';

const skills = [{ skill: 'german', level: 2 }];
const rows = [
  waiting('old', 9, { needs: skills }),
  waiting('pressing', 2, { priority: 75 }),
  waiting('offered', 1, { state: 'offered', agent: 'otto', offer: { agent: 'otto', agentName: 'Otto Weiss', until: '2099-01-01T00:00:00Z', from: null, fromName: null } }),
];
const agents = [agent('otto', { name: 'Otto Weiss', skills, load: 4 }), agent('ida', { load: 1 }), agent('max', { presence: 'AWAY' })];

function answers(roles: string[], failing = false) {
  return ({ path, method }: Asked): Answer => {
    if (path.endsWith('/board')) return failing ? problem(500, 'broken') : { body: board(rows, agents, { queues: [{ desk: 'support', waiting: 2, oldest: null, available: 2, expectedSeconds: 240 }] }) };
    if (path.endsWith('/board/hour')) return { body: { opened: [1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 4], resolved: 5 } };
    if (path.includes('/board/agents/')) return { body: { feed: 'f0', items: [waiting('owned', 3, { state: 'assigned', agent: 'otto', agentName: 'Otto Weiss' })] } };
    if (path.endsWith('/statuses')) return { body: [] };
    if (path.endsWith('/agents')) return { body: agents };
    if (path.endsWith('/me')) return { body: { user: { id: 'anna', name: 'Anna', roles, language: 'en' }, presence: { state: 'AVAILABLE', version: 1 }, load: 0, capacity: 4, skills: [] } };
    if (path.includes('/conversations?')) return { body: page([]) };
    if (method === 'PUT' || method === 'DELETE') return { status: 202, body: {} };
    return { body: { items: [], feed: 'f0' } };
  };
}

const names = () => screen.getAllByRole('row').map(row => row.getAttribute('data-row')).filter(id => id !== null);

describe('the live board', () => {
  beforeEach(async () => {
    await i18n.changeLanguage('en');
    queries.clear();
    live.reset();
    acting.set(null);
    commands.commands.set([]);
    signedIn();
  });

  it('shows who is next by waiting and priority, and why each still waits', async () => {
    serve(answers(['supervisor']));
    const { container } = show(<Board />, '/board');
    await screen.findByText('Customer pressing');
    expect(names()).toEqual(['pressing', 'old', 'offered']);
    expect(screen.getByText(/Only Otto has the skill, full/)).toBeInTheDocument();
    expect(screen.getByText(/Offered: Otto,/)).toBeInTheDocument();
    expect(screen.getByText(/^≈ 4\smin/)).toBeInTheDocument();
    expect(await screen.findByText('Last hour: 7 in, 5 resolved')).toBeInTheDocument();
    const { violations } = await axe.run(container, { runOnly: ['wcag2a', 'wcag2aa'], rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(violation => violation.id)).toEqual([]);
  });

  it('re-ranks by what it hears', async () => {
    serve(answers(['agent']));
    show(<Board />, '/board');
    await screen.findByText('Customer old');
    act(() => hear(queries, frame({ ...waiting('offered', 60, { priority: 75 }), version: 2 })));
    await waitFor(() => expect(names()).toEqual(['offered', 'pressing', 'old']));
    act(() => hear(queries, frame({ ...waiting('offered', 60, { state: 'assigned', agent: 'ida' }), version: 3 })));
    await waitFor(() => expect(names()).toEqual(['pressing', 'old']));
  });

  it('lets a supervisor act on the chosen row by keyboard', async () => {
    const asked = serve(answers(['supervisor']));
    show(<Board />, '/board');
    await screen.findByText('Customer old');
    await userEvent.keyboard('jp');
    expect(acting.get()).toMatchObject({ act: 'priority', summary: { id: 'pressing' } });
    await userEvent.click(await screen.findByRole('button', { name: /Low priority/ }));
    await waitFor(() => expect(asked.find(one => one.path.endsWith('/conversations/pressing/priority'))?.body).toMatchObject({ priority: 1 }));
    act(() => screen.getByText('Customer old').closest('tr')?.focus());
    act(() => hear(queries, frame({ ...waiting('pressing', 2, { priority: 1 }), version: 2 })));
    await waitFor(() => expect(names()).toEqual(['old', 'offered', 'pressing']));
    act(() => screen.getByText('Customer offered').closest('tr')?.focus());
    await userEvent.keyboard('b');
    await waitFor(() => expect(asked.some(one => one.method === 'DELETE' && one.path.includes('/conversations/offered/assignment'))).toBe(true));
  });

  it('lets a supervisor take back what an agent has', async () => {
    const asked = serve(answers(['supervisor']));
    show(<Board />, '/board');
    await userEvent.click(await screen.findByRole('button', { name: 'Actions: Otto Weiss' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Conversations of the agent' }));
    const dialog = await screen.findByRole('dialog', { name: 'Conversations of Otto Weiss' });
    await userEvent.click(await within(dialog).findByRole('button', { name: 'To the queue' }));
    await waitFor(() => expect(asked.some(one => one.method === 'DELETE' && one.path.includes('/conversations/owned/assignment'))).toBe(true));
    act(() => hear(queries, frame({ ...waiting('owned', 3), version: 5 })));
    expect(await within(dialog).findByText('No conversations')).toBeInTheDocument();
  });

  it('shows an agent the same, without what only supervisors do', async () => {
    serve(answers(['agent']));
    show(<Board />, '/board');
    await screen.findByText('Customer old');
    await userEvent.keyboard('jpx');
    expect(acting.get()).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Actions: Customer old' }));
    expect(await screen.findByRole('menuitem', { name: /Why waiting/ })).toBeInTheDocument();
    expect(screen.queryByRole('menuitem', { name: /Assign/ })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Actions: Otto Weiss' })).toBeNull();
  });

  it('says why it could not be read, and reads it again', async () => {
    serve(answers(['agent'], true));
    show(<Board />, '/board');
    expect(await screen.findByText(/The board did not load/, {}, { timeout: 8_000 })).toBeInTheDocument();
    serve(answers(['agent']));
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('Customer old')).toBeInTheDocument();
  }, 15_000);
});
