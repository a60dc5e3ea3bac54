import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DoorState } from '../api/doors.ts';
import { queries } from '../live/queries.ts';
import { page } from '../testing/examples.ts';
import { serve, signedIn, type Answer } from '../testing/server.ts';
import { show } from '../testing/show.tsx';
import { Channels } from './Channels.tsx';

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const help: DoorState = { channel: 'mail', name: 'help@shop.example', title: 'Help', state: 'open', since: minutesAgo(90), lagSeconds: 0, filled: 96 };
const sales: DoorState = {
  channel: 'mail', name: 'sales@shop.example', title: 'Sales', state: 'failing', since: minutesAgo(7), lagSeconds: 420,
  error: { code: 'sign-in-refused', detail: 'AUTHENTICATE failed', at: minutesAgo(1) },
};
const old: DoorState = { channel: 'mail', name: 'old@shop.example', title: 'Old', state: 'importing', since: minutesAgo(2), lagSeconds: 0, progress: { taken: 1200, waiting: 3800 } };

function server(roles: string[], doors: Answer) {
  serve(({ path }) => {
    if (path.endsWith('/me')) return { body: { user: { id: 'olga', name: 'Olga', roles, language: 'en' }, presence: { state: 'AVAILABLE', version: 1 }, load: 0, capacity: 0, skills: [] } };
    if (path.includes('/conversations')) return { body: page([]) };
    return path.endsWith('/doors') ? doors : { body: {} };
  });
}

describe('the channels', () => {
  beforeEach(() => {
    queries.clear();
    signedIn('olga', ['admin']);
  });

  it('say of every door whether messages come in, and why not', async () => {
    server(['admin'], { body: { items: [help, sales, old] } });
    const { container } = show(<Channels />, '/channels');
    const failing = (await screen.findByText('Sales')).closest('tr');
    if (failing === null) throw new Error('no row');
    expect(within(failing).getByText('Does not work')).toBeTruthy();
    expect(within(failing).getByText('The server refuses our sign-in')).toBeTruthy();
    expect(within(failing).getByText(/AUTHENTICATE failed/)).toBeTruthy();
    expect(within(failing).getByText(/7/, { selector: 'td.num' })).toBeTruthy();
    expect(screen.getByText('1200 of 5000 read')).toBeTruthy();
    expect(screen.getByText(/The mailbox is 96 % full/)).toBeTruthy();
    expect((await axe.run(container, { rules: { region: { enabled: false } } })).violations).toEqual([]);
  });

  it('let a bot answer commands, and leave groups alone', async () => {
    const bot = { number: '700', title: 'shop', groups: true, answers: [{ command: 'hours', ru: null, en: 'Nine to six' }] };
    const asked = serve(({ path, method, body }) => {
      if (path.endsWith('/me')) return { body: { user: { id: 'olga', name: 'Olga', roles: ['admin'], language: 'en' }, presence: { state: 'AVAILABLE', version: 1 }, load: 0, capacity: 0, skills: [] } };
      if (path.includes('/conversations')) return { body: page([]) };
      if (path.endsWith('/doors')) return { body: { items: [{ ...help, channel: 'telegram', name: '700', title: 'shop' }] } };
      if (path.endsWith('/bots')) return { body: { items: [bot] } };
      if (path.endsWith('/bots/700')) return { body: { ...bot, ...(body as object) } };
      if (path.includes('/answers/')) return { body: { ...bot, answers: method === 'DELETE' ? [] : [...bot.answers, { command: 'help', ...(body as object) }] } };
      return { body: {} };
    });
    const { container } = show(<Channels />, '/channels');
    const groups = await screen.findByLabelText(/Groups are customers/);
    expect(groups).toBeChecked();
    await userEvent.click(groups);
    await waitFor(() => expect(groups).not.toBeChecked());
    await userEvent.click(screen.getByRole('button', { name: 'Add an answer' }));
    await userEvent.type(screen.getByLabelText('Command, without the slash'), '/Help');
    await userEvent.type(screen.getByLabelText('In English: New answer'), 'Ask us');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('/help')).toBeInTheDocument();
    expect((await axe.run(container, { rules: { region: { enabled: false } } })).violations).toEqual([]);
    const written = asked.filter(({ method }) => method === 'PUT').map(({ path, body }) => [path, body]);
    expect(written).toEqual([['/api/ingest/bots/700', { groups: false }], ['/api/ingest/bots/700/answers/help', { ru: '', en: 'Ask us' }]]);
  });

  it('are for supervisors and administrators', async () => {
    server(['agent'], { status: 403 });
    show(<Channels />, '/channels');
    expect(await screen.findByText('Channels are for supervisors')).toBeTruthy();
  });

  it('say when they did not load, with a way to try again', async () => {
    server(['admin'], 'unreachable');
    show(<Channels />, '/channels');
    expect(await screen.findByRole('button', { name: 'Retry' })).toBeTruthy();
  });
});
