import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { Route, Routes } from 'react-router';
import { beforeEach, describe, expect, it } from 'vitest';
import { queries } from '../live/queries.ts';
import { live } from '../live/live.ts';
import { page } from '../testing/examples.ts';
import { problem, serve, signedIn, type Answer, type Asked } from '../testing/server.ts';
import { show } from '../testing/show.tsx';
import i18n from '../words/words.ts';
import { RulesPage } from './RulesPage.tsx';
import type { Hours, Rule, RuleSet, Trial } from './types.ts';

const money: Rule = {
  id: 'money', name: 'Money', active: true, stop: true, when: { all: [{ keywords: ['refund*'] }, { not: { channels: ['mail'] } }] },
  then: { desk: 'support', priority: 50, steps: [{ requirement: { skill: 'billing', level: 4 }, seconds: 120 }, { requirement: { all: [] } }] },
};
const rest: Rule = { id: 'rest', name: 'Everything else', active: true, stop: false, then: { tags: ['rest'] } };
const saved = (): RuleSet => ({ version: 41, savedAt: '2026-11-22T10:00:00Z', savedBy: 'olga', restored: null, items: [money, rest] });
const count = (before: number, after: number) => ({ before, after });
const trial: Trial = {
  version: 41, at: '2026-11-24T10:00:00Z',
  verdict: { desk: 'support', priority: 50, vip: false, tags: [], steps: money.then.steps ?? [], weight: 2, language: 'en', closed: 'night' },
  rules: [
    { id: 'money', name: 'Money', outcome: 'matched', found: ['refund*'] },
    { id: 'rest', name: 'Everything else', outcome: 'failed', pointer: '/when', condition: { attribute: 'plan', values: ['wholesale'] } },
  ],
  past: {
    days: 7, from: '2026-11-17T10:00:00Z', whole: true, records: 10, read: 10, messages: 1284, changed: 12, rules: { money: count(96, 108) }, desks: { support: count(1284, 1270), night: count(0, 14) },
    priorities: { 0: count(1188, 1176), 50: count(96, 108) }, needs: { 'billing ≥ 4': count(96, 108) }, tags: {}, vip: count(0, 0),
  },
};
let roles = ['supervisor'];
let answers: (asked: Asked) => Answer | null = () => null;
let set = saved();

function server(asked: Asked): Answer {
  const own = answers(asked);
  if (own !== null) return own;
  const { method, path } = asked;
  if (path.endsWith('/me')) return { body: { user: { id: 'olga', name: 'Olga', roles, language: 'en' }, presence: { state: 'AVAILABLE', version: 1 }, load: 0, capacity: 0, skills: [] } };
  if (path.includes('/conversations')) return { body: page([]) };
  if (path.endsWith('/desks')) return { body: { items: [{ id: 'support', name: 'Support' }, { id: 'night', name: 'Night' }] } };
  if (path.endsWith('/skills')) return { body: { items: [{ id: 'billing', name: 'Billing' }] } };
  if (path.endsWith('/rules') && method === 'GET') return { body: set };
  if (path.endsWith('/rules') && method === 'PUT') {
    set = { ...set, version: 42, items: (asked.body as { items: Rule[] }).items };
    return { body: set };
  }
  if (path.endsWith('/rule-trials')) return { body: (asked.body as { days?: number }).days === undefined ? { ...trial, past: null } : trial };
  if (path.endsWith('/hours')) return problem(404, 'not-found');
  if (path.includes('/rule-versions')) {
    return method === 'PUT' ? { body: { ...saved(), version: 42, restored: 40, items: [rest] } }
      : { body: { next: null, items: [{ ...saved(), added: [], changed: ['Money'], removed: [] }, { ...saved(), version: 40, added: ['Money'], changed: [], removed: [] }] } };
  }
  return problem(404, 'not-found');
}

const open = (at: string) => show(
  <Routes><Route path="/rules/hours/:desk" element={<RulesPage />} /><Route path="/rules/:rule?" element={<RulesPage />} /></Routes>, at,
);

describe('the rules page', () => {
  beforeEach(async () => {
    await i18n.changeLanguage('en');
    queries.clear();
    live.reset();
    roles = ['supervisor'];
    answers = () => null;
    set = saved();
    signedIn('olga', ['supervisor']);
  });

  it('shows the rules with what they say, the verdict, each rule’s reason, and last week', async () => {
    serve(server);
    const { container } = open('/rules/money');
    const list = within(await screen.findByRole('region', { name: 'Rules' }));
    expect(list.getByText('Money')).toBeInTheDocument();
    expect(await list.findByText(/billing\s≥\s4 → anyone/)).toBeInTheDocument();
    expect(await list.findByText('96')).toBeInTheDocument();
    const pane = within(screen.getByRole('region', { name: 'Trial' }));
    expect(await pane.findByText('Money, rule 1')).toBeInTheDocument();
    expect(pane.getByText('words: “refund*”')).toBeInTheDocument();
    expect(pane.getByText('the customer has no “plan: wholesale”')).toBeInTheDocument();
    expect(pane.getByText(/“Night” is closed then: it goes to “Support”/)).toBeInTheDocument();
    const row = (await pane.findByText('Matched the rule')).closest('tr');
    expect(within(row ?? container).getAllByRole('cell').map(cell => cell.textContent)).toEqual(['Matched the rule', '96', '108', '+12']);
    expect(pane.getByText('Something else would be said of 12 messages.')).toBeInTheDocument();
    expect(pane.getByText('Had it been so last week (1284 messages)')).toBeInTheDocument();
    const found = await axe.run(container, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
    expect(found.violations.map(one => `${one.id}: ${one.nodes.map(node => node.html).join()}`)).toEqual([]);
  });

  it('tries what is edited without saving it, and saves it under the version that was seen', async () => {
    const asked = serve(server);
    open('/rules/money');
    const editor = within(await screen.findByRole('region', { name: 'Rule' }));
    await userEvent.type(editor.getByLabelText('Words'), 'money back{Enter}');
    expect(editor.getByText('draft of version 42')).toBeInTheDocument();
    expect(editor.getByText('Changed: Money')).toBeInTheDocument();
    const words = { all: [{ keywords: ['refund*', 'money back'] }, { not: { channels: ['mail'] } }] };
    await waitFor(() => expect(asked.filter(one => one.path.endsWith('/rule-trials')).at(-1)?.body).toMatchObject({ rules: { items: [{ id: 'money', when: words }, { id: 'rest' }] } }), { timeout: 3000 });
    expect(asked.some(one => one.method === 'PUT')).toBe(false);

    await userEvent.click(editor.getByRole('button', { name: 'Put version 42 live' }));
    await waitFor(() => expect(asked.find(one => one.method === 'PUT')).toMatchObject({ path: '/api/routing/rules', ifMatch: '"41"', body: { items: [{ id: 'money', when: words }, { id: 'rest' }] } }));
    expect(await editor.findByText('version 42')).toBeInTheDocument();
    expect(editor.queryByRole('button', { name: /live/ })).not.toBeInTheDocument();
  });

  it('shows what is wrong at the field it names', async () => {
    answers = ({ path, method }) => (path.endsWith('/rules') && method === 'PUT' ? { status: 422, body: {
      type: 'urn:onethread:problem:rule-invalid', status: 422, errors: [
        { pointer: '/items/0/when/all/0/keywords/0', code: 'keyword-empty', detail: '' },
        { pointer: '/items/0/then/steps/0/requirement/skill', code: 'skill-unknown', detail: '' },
        { pointer: '/items/1/then', code: 'rule-says-nothing', detail: '' },
      ] } } : null);
    serve(server);
    open('/rules/money');
    const editor = within(await screen.findByRole('region', { name: 'Rule' }));
    await userEvent.type(editor.getByLabelText('Words'), '***{Enter}');
    await userEvent.click(editor.getByRole('button', { name: 'Put version 42 live' }));
    expect(await editor.findByText('A keyword needs a letter or a digit')).toBeInTheDocument();
    expect(editor.getByLabelText('Words')).toHaveAttribute('aria-invalid', 'true');
    expect(editor.getByText('There is no such skill').closest('li')).toHaveTextContent(/billing\s≥\s4/);
    expect(editor.getByText('Not saved: 3 places to correct')).toBeInTheDocument();
    expect(within(screen.getByRole('region', { name: 'Rules' })).getAllByText('has mistakes')).toHaveLength(2);
    // The draft survives, and editing it clears what was said of it.
    await userEvent.click(editor.getByRole('button', { name: 'Remove ***' }));
    expect(editor.queryByText('A keyword needs a letter or a digit')).not.toBeInTheDocument();
  });

  it('says when somebody else saved meanwhile, and keeps the draft', async () => {
    answers = ({ method, path }) => (method === 'PUT' && path.endsWith('/rules') ? problem(412, 'changed-meanwhile') : null);
    serve(server);
    open('/rules/rest');
    const editor = within(await screen.findByRole('region', { name: 'Rule' }));
    await userEvent.type(editor.getByLabelText('Name of the rule'), ', all of it');
    await userEvent.click(editor.getByRole('button', { name: 'Put version 42 live' }));
    expect(await editor.findByText(/somebody put another version live/)).toBeInTheDocument();
    expect(editor.getByLabelText('Name of the rule')).toHaveValue('Everything else, all of it');
    set = { ...saved(), version: 43, items: [money, { ...rest, name: 'What somebody else wrote' }] };
    await userEvent.click(editor.getByRole('button', { name: 'Discard' }));
    await waitFor(() => expect(editor.getByLabelText('Name of the rule')).toHaveValue('What somebody else wrote'));
    expect(editor.getByText('version 43')).toBeInTheDocument();
  });

  it('moves a rule with the keyboard, adds one and removes one', async () => {
    const asked = serve(server);
    open('/rules/money');
    const list = await screen.findByRole('region', { name: 'Rules' });
    const names = () => within(list).getAllByRole('link').map(link => link.getAttribute('href')).filter(href => href?.includes('hours') !== true);
    within(list).getByRole('link', { name: /Money/ }).focus();
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    expect(names()).toEqual(['/rules/rest', '/rules/money']);
    await userEvent.click(within(list).getByRole('button', { name: 'New rule' }));
    expect(names()).toEqual(['/rules/rest', '/rules/money', '/rules/new-rule']);
    const editor = within(screen.getByRole('region', { name: 'Rule' }));
    expect(editor.getByLabelText('Name of the rule')).toHaveValue('New rule');
    await userEvent.click(editor.getByRole('button', { name: 'More' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Remove' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Put version 42 live' }));
    await waitFor(() => expect(asked.find(one => one.method === 'PUT')?.body).toMatchObject({ items: [{ id: 'rest' }, { id: 'money' }] }));
  });

  it('restores an earlier version', async () => {
    serve(server);
    open('/rules/money');
    await userEvent.click(await screen.findByRole('button', { name: 'History' }));
    const drawer = within(await screen.findByRole('dialog'));
    expect(await drawer.findByText('New: Money')).toBeInTheDocument();
    await userEvent.click(drawer.getByRole('button', { name: 'Restore' }));
    await waitFor(() => expect(within(screen.getByRole('region', { name: 'Rules' })).queryByText('Money')).not.toBeInTheDocument());
  });

  it('lets agents look and change nothing', async () => {
    roles = ['agent'];
    signedIn('olga', ['agent']);
    serve(server);
    open('/rules/money');
    const editor = await screen.findByRole('region', { name: 'Rule' });
    expect(within(editor).getByRole('heading', { name: 'Money' })).toBeInTheDocument();
    within(editor).getAllByRole('combobox').forEach(choice => expect(choice).toBeDisabled());
    expect(within(editor).queryByLabelText('Words')).not.toBeInTheDocument();
    for (const name of ['More', 'New rule', 'Condition', 'Step']) expect(within(editor).queryByRole('button', { name })).not.toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'New rule' })).not.toBeInTheDocument();
  });

  it('says what happens without rules, and why they did not load', async () => {
    set = { ...saved(), items: [] };
    serve(server);
    open('/rules');
    expect(await screen.findByText('No rules yet')).toBeInTheDocument();
    queries.clear();
    cleanup();
    answers = ({ path, method }) => (path.endsWith('/rules') && method === 'GET' ? problem(403, 'forbidden') : null);
    serve(server);
    open('/rules');
    expect(await screen.findByText('The rules did not load: not permitted')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Retry' })).toBeInTheDocument();
  });
});

describe('the hours of a desk', () => {
  const kept: Hours = {
    zone: 'Asia/Almaty', week: { monday: [{ from: '09:00', to: '13:00' }] }, dates: { '2026-12-16': [] }, outside: { do: 'queue' }, open: true, changesAt: '2099-01-01T00:00:00Z',
  };

  beforeEach(async () => {
    await i18n.changeLanguage('en');
    queries.clear();
    live.reset();
    roles = ['admin'];
    set = saved();
    answers = ({ path, method }) => (path.includes('/support/hours') && method === 'GET' ? { body: kept } : null);
    signedIn('olga', ['admin']);
  });

  it('are edited by interval and saved whole', async () => {
    const asked = serve(asking => (asking.path.includes('/support/hours') && asking.method === 'PUT' ? { body: { ...(asking.body as Hours), open: false, changesAt: null } } : server(asking)));
    open('/rules/hours/support');
    await screen.findByRole('group', { name: 'Monday' });
    const monday = within(screen.getByRole('group', { name: 'Monday' }));
    await userEvent.click(monday.getByRole('button', { name: 'Add an interval: Monday' }));
    await userEvent.click(monday.getByRole('button', { name: 'The same until Friday' }));
    await userEvent.selectOptions(screen.getByLabelText('Outside the hours'), 'overflow');
    await userEvent.click(screen.getByRole('button', { name: 'Save the hours' }));
    const day = [{ from: '09:00', to: '13:00' }, { from: '13:00', to: '24:00' }];
    await waitFor(() => expect(asked.find(one => one.method === 'PUT')?.body).toEqual({
      zone: 'Asia/Almaty', week: { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day }, dates: { '2026-12-16': [] }, outside: { do: 'overflow', desk: 'night' },
    }));
    expect(await within(screen.getByRole('region', { name: 'Hours: Support' })).findByText('always closed')).toBeInTheDocument();
  });

  it('say at the day what is wrong with it', async () => {
    serve(asking => (asking.path.includes('/support/hours') && asking.method === 'PUT' ? { status: 422, body: {
      type: 'urn:onethread:problem:hours-invalid', status: 422, errors: [{ pointer: '/week/monday/0/to', code: 'out-of-order', detail: '' }] } } : server(asking)));
    open('/rules/hours/support');
    const until = await screen.findByLabelText('Monday, until');
    await userEvent.clear(until);
    await userEvent.type(until, '08:00');
    await userEvent.click(screen.getByRole('button', { name: 'Save the hours' }));
    expect(await screen.findByText('The end lies before the beginning')).toBeInTheDocument();
    expect(screen.getByLabelText('Monday, until')).toHaveValue('08:00');
  });

  it('are none where a desk always works', async () => {
    const asked = serve(server);
    open('/rules/hours/night');
    await userEvent.click(await screen.findByRole('button', { name: 'Set hours' }));
    await userEvent.click(screen.getByRole('button', { name: 'Discard' }));
    expect(await screen.findByRole('button', { name: 'Set hours' })).toBeInTheDocument();
    expect(asked.some(one => one.method === 'PUT')).toBe(false);
  });
});
