import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { Route, Routes } from 'react-router';
import { beforeEach, describe, expect, it } from 'vitest';
import { live } from '../live/live.ts';
import { queries } from '../live/queries.ts';
import { page } from '../testing/examples.ts';
import { problem, serve, signedIn, type Answer, type Asked } from '../testing/server.ts';
import { show } from '../testing/show.tsx';
import i18n from '../words/words.ts';
import { idOf } from './id.ts';
import { SetupPage } from './SetupPage.tsx';

const policy = {
  choosing: 'BEST_FIT', ordering: 'SCORE', worthMinutes: null, dueAfterSeconds: 86_400, ring: null, lastAgentSeconds: 86_400, lastAgentWaitSeconds: 0,
  offlineGraceSeconds: 5, disconnectGraceSeconds: 60, answeredStay: true, restAfterSeconds: 0, overflow: null,
};
const anna = { id: 'anna', name: 'Anna Orlova', active: true, pool: 'main', desks: ['support'], skills: [{ skill: 'billing', level: 4 }], capacity: 8, limits: {}, supervisor: false, presence: 'AVAILABLE', status: null, load: 2 };
const lists: Record<string, object[]> = {
  agents: [anna],
  desks: [{ id: 'support', name: 'Support', pool: 'main', policy }, { id: 'night', name: 'Night', pool: 'main', policy }],
  skills: [{ id: 'billing', name: 'Billing' }, { id: 'tech', name: 'Technical' }],
  statuses: [{ id: 'lunch', names: { ru: 'Обед', en: 'Lunch' }, presence: 'AWAY' }],
  channels: [{ channel: 'TELEGRAM', weight: 2 }, { channel: 'MAIL', weight: 1 }],
  pools: [{ id: 'main', name: 'main' }],
  users: [{ id: 'anna', name: 'Anna Orlova', roles: ['agent'], language: 'ru', active: true }],
  links: [{ id: 'crm', name: 'CRM', template: 'https://crm.example/{external-id}' }],
};
let roles = ['supervisor'];
let refusal: Answer | null = null;

function server({ method, path, body }: Asked): Answer {
  const [, kind = '', id] = /^\/api\/routing\/(\w+)(?:\/(.+))?$/.exec(path) ?? [];
  if (path.endsWith('/me')) return { body: { user: { id: 'olga', name: 'Olga', roles, language: 'en' }, presence: { state: 'AVAILABLE', version: 1 }, load: 0, capacity: 0, skills: [] } };
  if (path.includes('/conversations')) return { body: page([]) };
  if (path.endsWith('/me/offers')) return { body: { feed: 'f0', items: [] } };
  if (path.endsWith('/inbox/statuses')) return { body: [] };
  if (method !== 'GET' && refusal !== null) return refusal;
  if (method === 'PUT') return { body: { id, ...(body as object) } };
  if (path === '/api/inbox/users') return { body: lists['users'] };
  if (method === 'DELETE') return { status: 204 };
  if (id === undefined) return { body: { items: lists[kind] ?? [] } };
  const found = lists[kind]?.find(one => 'channel' in one ? one.channel === id : 'id' in one && one.id === id);
  return found === undefined ? problem(404, 'not-found') : { body: found };
}

const open = (at: string) => show(<Routes><Route path="/setup/:kind?/:id?" element={<SetupPage />} /></Routes>, at);
const put = (asked: Asked[]) => asked.find(one => one.method === 'PUT');

describe('the setup', () => {
  beforeEach(async () => {
    await i18n.changeLanguage('en');
    queries.clear();
    live.reset();
    roles = ['supervisor'];
    refusal = null;
    signedIn('olga', ['supervisor']);
  });

  it('lists agents with their skills, desks, statuses and channels, and goes through them by arrows', async () => {
    serve(server);
    const { container } = open('/setup/agents/anna');
    const agents = within(await screen.findByRole('group', { name: 'Agents' }));
    expect(agents.getByText(/billing\s4/)).toBeInTheDocument();
    expect(within(screen.getByRole('group', { name: 'Statuses' })).getByText('Lunch')).toBeInTheDocument();
    await screen.findByLabelText('Slots');
    const { violations } = await axe.run(container, { runOnly: ['wcag2a', 'wcag2aa'], rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(violation => violation.id)).toEqual([]);
    agents.getByRole('link').focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement).toHaveTextContent('Support');
  });

  it('changes an agent’s level, adds a skill and saves under the version that was seen', async () => {
    const asked = serve(server);
    open('/setup/agents/anna');
    await userEvent.selectOptions(await screen.findByLabelText('Level: billing'), '5');
    await userEvent.selectOptions(screen.getByLabelText('Add a skill'), 'tech');
    await userEvent.selectOptions(await screen.findByLabelText('Level: technical'), '2');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(put(asked)?.path).toBe('/api/routing/agents/anna'));
    expect(put(asked)?.body).toEqual({ desks: ['support'], skills: [{ skill: 'billing', level: 5 }, { skill: 'tech', level: 2 }], capacity: 8, limits: {}, supervisor: false });
    await waitFor(() => expect(screen.queryByText('Not saved yet')).not.toBeInTheDocument());
    const read = asked.findIndex(one => one.method === 'PUT');
    await waitFor(() => expect(asked.slice(read).some(one => one.method === 'GET' && one.path === '/api/routing/agents')).toBe(true));
  });

  it('shows what is wrong at its place, and keeps what was typed', async () => {
    serve(server);
    refusal = { status: 400, body: { type: 'urn:onethread:problem:invalid', status: 400, errors: [{ field: 'capacity', rule: 'x', pointer: '/capacity', code: 'max', detail: '1000' }] } };
    open('/setup/agents/anna');
    const slots = await screen.findByLabelText('Slots');
    await userEvent.clear(slots);
    await userEvent.type(slots, '5000');
    await userEvent.click(screen.getByRole('button', { name: /Save/ }));
    expect(await screen.findByRole('alert')).toHaveTextContent('At most 1000');
    expect(slots).toHaveAttribute('aria-invalid', 'true');
    expect(slots).toHaveValue(5000);
    refusal = problem(412, 'changed-meanwhile');
    await userEvent.click(screen.getByRole('button', { name: /Save/ }));
    expect(await screen.findByText(/somebody changed it meanwhile/)).toBeInTheDocument();
  });

  it('makes a skill under an id made of its name, but not one that exists', async () => {
    const asked = serve(server);
    open('/setup');
    await userEvent.click(await screen.findByRole('button', { name: 'New skill' }));
    await userEvent.type(await screen.findByLabelText('Name'), 'Tech');
    await userEvent.click(screen.getByRole('button', { name: /Save/ }));
    expect(await screen.findByRole('alert')).toHaveTextContent('The id is there twice');
    await userEvent.type(screen.getByLabelText('Name'), ' writing');
    await userEvent.click(screen.getByRole('button', { name: /Save/ }));
    await waitFor(() => expect(put(asked)).toMatchObject({ path: '/api/routing/skills/tech-writing', body: { name: 'Tech writing' } }));
  });

  it('lets a desk ring and says when an answer is due, in units people use', async () => {
    const asked = serve(server);
    open('/setup/desks/support');
    await userEvent.selectOptions(await screen.findByLabelText('How it is given'), 'ring');
    const due = screen.getByLabelText('An answer is due after');
    expect(due).toHaveValue(1);
    await userEvent.selectOptions(screen.getByLabelText('Unit: An answer is due after'), 'hours');
    await userEvent.clear(due);
    await userEvent.type(due, '4');
    await userEvent.click(screen.getByRole('button', { name: /Save/ }));
    await waitFor(() => expect(put(asked)?.body).toMatchObject({ name: 'Support', policy: { ring: { seconds: 30, silences: 3 }, dueAfterSeconds: 14_400 } }));
  });

  it('puts a signature below a desk’s mails, and leaves the rest of the desk as it was', async () => {
    const asked = serve(server);
    open('/setup/desks/support');
    await userEvent.type(await screen.findByLabelText('In English'), '{{agent}, the shop');
    await userEvent.click(screen.getByRole('button', { name: /Save/ }));
    await waitFor(() => expect(put(asked)?.body).toEqual({ name: 'Support', pool: 'main', policy, signature: { en: '{agent}, the shop' } }));
  });

  it('deletes only after asking, and says why it may not', async () => {
    const asked = serve(server);
    refusal = problem(409, 'status-in-use');
    open('/setup/statuses/lunch');
    await screen.findByDisplayValue('Lunch');
    await userEvent.click(screen.getByRole('button', { name: 'Delete' }));
    expect(asked.some(one => one.method === 'DELETE')).toBe(false);
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Delete' }));
    expect(await screen.findByText('Not saved: somebody has chosen it')).toBeInTheDocument();
  });

  it('may be looked at by agents, who change nothing', async () => {
    roles = ['agent'];
    signedIn('anna', ['agent']);
    serve(server);
    open('/setup/agents/anna');
    expect(await screen.findByLabelText('Slots')).toBeDisabled();
    expect(screen.queryByRole('button', { name: 'New skill' })).not.toBeInTheDocument();
  });

  it('lets administrators make users, and keeps the password that is not named', async () => {
    roles = ['admin'];
    signedIn('olga', ['admin']);
    const asked = serve(server);
    const user = userEvent.setup();
    const { container } = open('/setup/users/+');
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'Dina Kim');
    await user.type(screen.getByLabelText('Password'), 'a long secret');
    await user.click(screen.getByRole('button', { name: 'supervisor' }));
    const { violations } = await axe.run(container, { runOnly: ['wcag2a', 'wcag2aa'], rules: { 'color-contrast': { enabled: false } } });
    expect(violations).toEqual([]);
    await user.click(screen.getByRole('button', { name: /Save/ }));
    await waitFor(() => expect(put(asked)).toMatchObject({
      path: '/api/inbox/users/dina-kim', body: { name: 'Dina Kim', password: 'a long secret', roles: ['agent', 'supervisor'], language: null, active: true } }));
    asked.length = 0;
    await user.click(screen.getByRole('link', { name: /Anna Orlova agent/ }));
    await user.click(await screen.findByRole('checkbox', { name: 'May sign in' }));
    await user.click(screen.getByRole('button', { name: /Save/ }));
    await waitFor(() => expect(put(asked)?.body).toEqual({ name: 'Anna Orlova', roles: ['agent'], language: 'ru', active: false }));
  });

  it('shows users to administrators only', async () => {
    const asked = serve(server);
    open('/setup');
    await screen.findByRole('link', { name: /^billing/ });
    expect(screen.queryByText('Users')).toBeNull();
    expect(asked.filter(one => one.path.includes('/users'))).toEqual([]);
  });
});

describe('an id', () => {
  it('is made of a name so that people know it again', () => {
    expect([idOf('Возвраты, VIP'), idOf('  Größe 3 '), idOf('日本')]).toEqual(['vozvraty-vip', 'gro-e-3', '']);
  });
});
