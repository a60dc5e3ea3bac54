import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Profile } from '../api/profile.ts';
import { hear } from '../live/hear.ts';
import { keys, queries } from '../live/queries.ts';
import { address, detail, frame, summary } from '../testing/examples.ts';
import { problem, serve, signedIn, type Asked } from '../testing/server.ts';
import { show } from '../testing/show.tsx';
import i18n from '../words/words.ts';
import { CustomerPane } from './CustomerPane.tsx';

const nobody: Profile = {
  customer: 'k', conversation: 'a', since: '2026-11-22T10:00:00Z', name: null, called: null, told: null, language: null, speaks: null, tells: null,
  timeZone: null, rating: null, addresses: [], phones: [], externalIds: [], attributes: [], notes: [], links: [],
};
const known: Profile = {
  ...nobody, name: 'Kim', told: 'Kim', language: 'de', speaks: 'de', timeZone: 'Asia/Almaty', phones: ['+4930123'],
  addresses: [
    { address: 'mail:kim@shop.example', channel: 'mail', label: 'kim@shop.example', door: null, state: 'bouncing', verified: true, reachable: false, reason: '550 no such user', blockedBy: null, blockedAt: null },
    { address: 'web:1', channel: 'web', label: '1', door: null, state: 'verified', verified: true, reachable: true, reason: null, blockedBy: null, blockedAt: null },
  ],
  attributes: [{ name: 'plan', value: 'gold', asOf: '2026-11-22T10:00:00Z', toldBy: 'machine:shop', tellerName: 'Shop' }],
  notes: [{ id: 'n1', text: 'calls in the evening', by: 'boris', byName: 'Boris', at: '2026-11-22T10:00:00Z', changedAt: null }],
  links: [{ id: 'crm', name: 'CRM', url: 'https://crm.example/7', missing: [] }, { id: 'erp', name: 'ERP', url: null, missing: ['external-id', 'attribute:tax'] }],
};

let profile = known;
function answers(change: (asked: Asked) => { status?: number; body?: unknown } = () => ({ body: profile })) {
  return serve(asked => {
    if (asked.method !== 'GET') return change(asked);
    if (asked.path.endsWith('/identity')) return { body: { conversation: 'a', customer: 'k', strands: ['a'], links: [], merges: [], suggestions: [] } };
    if (asked.path.endsWith('/profile')) return { body: profile };
    if (asked.path.endsWith('/me')) return { body: { user: { id: 'anna', name: 'Anna', roles: ['agent'], language: 'en' } } };
    return { body: detail(summary('a'), [address('mail:kim@shop.example'), address('web:1')]) };
  });
}

describe('the customer beside a conversation', () => {
  beforeEach(async () => {
    await i18n.changeLanguage('en');
    queries.clear();
    signedIn();
    profile = known;
  });

  it('shows names, addresses with their state, facts, notes and ways into other systems', async () => {
    answers();
    show(<CustomerPane id="a" me="anna" />);
    expect(await screen.findByText('mail comes back')).toBeInTheDocument();
    expect(screen.getByText('550 no such user')).toBeInTheDocument();
    expect(screen.getByText('verified')).toBeInTheDocument();
    expect(screen.getByText('German')).toBeInTheDocument();
    expect(screen.getByText(/^\d\d:\d\d there$/)).toHaveAttribute('title', 'Asia/Almaty');
    expect(screen.getByText('+4930123')).toBeInTheDocument();
    expect(screen.getByText('calls in the evening')).toBeInTheDocument();
    expect(screen.getByText('Boris')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'CRM' })).toHaveAttribute('rel', 'noopener noreferrer');
    expect(screen.getByText('ERP: not known: ID on the site, tax')).toBeInTheDocument();
    // Boris wrote it: Anna, no supervisor, cannot change it.
    expect(screen.queryByRole('button', { name: 'Edit note' })).toBeNull();
  });

  it('says what to do where nothing is known yet', async () => {
    profile = nobody;
    answers();
    show(<CustomerPane id="a" me="anna" />);
    expect(await screen.findByText(/Nothing is known yet/)).toBeInTheDocument();
    expect(screen.getByPlaceholderText('What colleagues should know of them')).toBeInTheDocument();
  });

  it('is edited with the keyboard alone', async () => {
    const asked = answers(({ path, body }) => {
      if (path.endsWith('/attributes')) return { body: { ...known, attributes: [{ ...known.attributes[0], value: (body as { attributes: { plan: string } }).attributes.plan }] } };
      return { body: { ...known, notes: [] } };
    });
    show(<CustomerPane id="a" me="anna" />);
    const fact = await screen.findByRole('button', { name: 'plan: gold, edit' });
    fact.focus();
    await userEvent.keyboard('{Enter}');
    await userEvent.clear(screen.getByRole('textbox', { name: 'plan' }));
    await userEvent.keyboard('silver{Enter}');
    expect(await screen.findByRole('button', { name: 'plan: silver, edit' })).toBeInTheDocument();
    expect(asked.find(one => one.method === 'PATCH')).toMatchObject({ path: '/api/routing/customers/k/attributes', body: { attributes: { plan: 'silver' } } });

    await userEvent.keyboard('{Shift>}M{/Shift}');
    expect(screen.getByRole('textbox', { name: 'New note' })).toHaveFocus();
    await userEvent.keyboard('speaks slowly{Control>}{Enter}{/Control}');
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'New note' })).toHaveValue(''));
    const note = asked.find(one => one.path.includes('/notes/'));
    expect(note?.path).toMatch(/^\/api\/routing\/customers\/k\/notes\/[0-9a-f-]{36}$/);
    expect(note?.body).toEqual({ text: 'speaks slowly' });
  });

  it('keeps what was typed when it cannot be saved', async () => {
    answers(() => problem(422, 'time-zone-unknown') as { status: number });
    show(<CustomerPane id="a" me="anna" />);
    await userEvent.click(await screen.findByRole('button', { name: 'Edit who it is' }));
    const form = screen.getByRole('form', { name: 'Edit who it is' });
    await userEvent.clear(within(form).getByLabelText('Time zone'));
    await userEvent.type(within(form).getByLabelText('Time zone'), 'Mars/Base{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('there is no such time zone');
    expect(within(form).getByLabelText('Time zone')).toHaveValue('Mars/Base');
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('form', { name: 'Edit who it is' })).toBeNull();
  });

  it('is read anew when a colleague or a machine changed it', async () => {
    const asked = answers();
    show(<CustomerPane id="a" me="anna" />);
    await screen.findByText('gold');
    profile = { ...known, attributes: known.attributes.map(one => ({ ...one, value: 'platinum' })) };
    const before = asked.filter(one => one.path.endsWith('/profile')).length;
    expect(queries.getQueryData(keys.detail('a'))).toBeDefined();
    hear(queries, frame(summary('a', { version: 2, profile: 1 })));
    expect(await screen.findByText('platinum')).toBeInTheDocument();
    expect(asked.filter(one => one.path.endsWith('/profile'))).toHaveLength(before + 1);
  });
});
