import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { useLocation } from 'react-router';
import { beforeEach, describe, expect, it } from 'vitest';
import * as commands from '../live/commands.ts';
import { hear } from '../live/hear.ts';
import { live } from '../live/live.ts';
import { queries } from '../live/queries.ts';
import { frame, waiting } from '../testing/examples.ts';
import { serve, signedIn, type Answer, type Asked } from '../testing/server.ts';
import { show } from '../testing/show.tsx';
import i18n from '../words/words.ts';
import { endingOf } from './offers.ts';
import { Offers } from './Offers.tsx';

const offer = { agent: 'anna', agentName: 'Anna', until: new Date(Date.now() + 40_000).toISOString(), from: null, fromName: null };
const offered = waiting('a', 5, { state: 'offered', agent: 'anna', offer, needs: [{ skill: 'billing', level: 3 }] });
const me = { user: { id: 'anna', name: 'Anna', roles: ['agent'], language: 'en' }, presence: { state: 'AVAILABLE', version: 1 }, load: 3, capacity: 5, skills: [{ skill: 'billing', level: 4 }] };

const Where = () => <p>at {useLocation().pathname}</p>;

const answers = ({ path }: Asked): Answer => {
  if (path.endsWith('/me')) return { body: me };
  if (path.endsWith('/me/offers')) return { body: { feed: 'f0', items: [offered] } };
  if (path.includes('/decisions')) return { body: { items: [] } };
  return { status: 202, body: {} };
};

describe('an offer', () => {
  beforeEach(async () => {
    await i18n.changeLanguage('en');
    queries.clear();
    live.reset();
    commands.commands.set([]);
    signedIn();
  });

  it('shows who asks and why me, and leaves the focus where it is', async () => {
    serve(answers);
    const { container } = show(<><input aria-label="Reply" autoFocus /><Offers me="anna" /></>);
    expect(await screen.findByText('Customer a')).toBeInTheDocument();
    expect(await screen.findByText('billing 4, needs 3 or more')).toBeInTheDocument();
    expect(screen.getByText(/You hold 2 of 5 now/)).toBeInTheDocument();
    expect(screen.getByLabelText('Reply')).toHaveFocus();
    const { violations } = await axe.run(container, { runOnly: ['wcag2a', 'wcag2aa'], rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(violation => violation.id)).toEqual([]);
  });

  it('opens what was taken where nothing is open, and moves nothing under a reader', async () => {
    for (const [at, then] of [['/inbox/mine', '/inbox/mine/a'], ['/inbox/mine/b', '/inbox/mine/b']] as const) {
      queries.clear();
      live.reset();
      serve(answers);
      const { unmount } = show(<><Offers me="anna" /><Where /></>, at);
      await screen.findByText('Customer a');
      act(() => hear(queries, frame({ ...offered, version: 2, work: { ...offered.work, state: 'assigned', agent: 'anna', agentName: 'Anna', offer: null } })));
      await waitFor(() => expect(screen.queryByText('Customer a')).not.toBeInTheDocument());
      expect(await screen.findByText(`at ${then}`)).toBeInTheDocument();
      unmount();
    }
  });

  it('is taken by A and left to others by D, but not while somebody writes', async () => {
    const asked = serve(answers);
    show(<><input aria-label="Reply" autoFocus /><Offers me="anna" /></>);
    await screen.findByText('Customer a');
    await userEvent.keyboard('ad');
    expect(asked.filter(one => one.path.includes('/offer') && one.method !== 'GET')).toEqual([]);
    act(() => screen.getByLabelText('Reply').blur());
    await userEvent.keyboard('a');
    await waitFor(() => expect(asked.find(one => one.method === 'PUT')?.path).toMatch(/conversations\/a\/offer$/));
    act(() => commands.commands.set([]));
    await userEvent.keyboard('d');
    await waitFor(() => expect(asked.find(one => one.method === 'DELETE')?.path).toMatch(/conversations\/a\/offer\?commandId=/));
  });

  it('says who took it, and why it could not be taken', async () => {
    serve(answers);
    show(<Offers me="anna" />);
    await screen.findByText('Customer a');
    await userEvent.click(screen.getByRole('button', { name: /Take/ }));
    const pending = commands.commands.get().find(one => one.wish === 'accept');
    act(() => hear(queries, { type: 'command', id: pending?.id ?? '', refused: 'not-offered' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Not taken: the offer is gone');
    act(() => hear(queries, frame({ ...offered, version: 2, work: { ...offered.work, state: 'assigned', agent: 'ida', agentName: 'Ida', offer: null } })));
    expect(await screen.findByText('Taken by Ida')).toBeInTheDocument();
  });

  it('ends in one of four ways', () => {
    const at = Date.parse(offer.until);
    const after = (work: object) => ({ ...offered, work: { ...offered.work, offer: null, ...work } });
    expect(endingOf(offered, after({ state: 'assigned', agent: 'anna' }), 'anna', at - 9_000)).toEqual({ kind: 'mine' });
    expect(endingOf(offered, after({ state: 'assigned', agent: 'ida', agentName: 'Ida' }), 'anna', at - 9_000)).toEqual({ kind: 'taken', name: 'Ida' });
    expect(endingOf(offered, after({ state: 'queued', agent: null }), 'anna', at)).toEqual({ kind: 'expired' });
    expect(endingOf(offered, after({ state: 'queued', agent: null }), 'anna', at - 9_000)).toEqual({ kind: 'withdrawn' });
  });
});
