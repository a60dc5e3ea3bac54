import { screen, within } from '@testing-library/react';
import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DoorState } from '../api/doors.ts';
import { queries } from '../live/queries.ts';
import { page } from '../testing/examples.ts';
import { serve, signedIn, type Answer } from '../testing/server.ts';
import { show } from '../testing/show.tsx';
import { Channels } from './Channels.tsx';

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const help: DoorState = { channel: 'mail', name: 'help@shop.example', title: 'Help', state: 'open', since: minutesAgo(90), lagSeconds: 0 };
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
    expect((await axe.run(container, { rules: { region: { enabled: false } } })).violations).toEqual([]);
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
