import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { queries } from '../live/queries.ts';
import { agent, summary } from '../testing/examples.ts';
import { serve, signedIn, type Answer, type Asked } from '../testing/server.ts';
import { show } from '../testing/show.tsx';
import i18n from '../words/words.ts';
import { holdTimes } from './HoldChoice.tsx';
import { TransferChoice } from './TransferChoice.tsx';

const agents = [agent('otto', { name: 'Otto Weiss', load: 4 }), agent('ida', { name: 'Ida Krause' }), agent('max', { name: 'Max Adler', presence: 'OFFLINE' })];
const answers = ({ path }: Asked): Answer => {
  if (path.endsWith('/agents')) return { body: agents };
  if (path.endsWith('/desks')) return { body: { items: [{ id: 'support', name: 'Support' }, { id: 'wholesale', name: 'Wholesale' }] } };
  if (path.endsWith('/skills')) return { body: { items: [{ id: 'billing', name: 'Billing' }] } };
  return { status: 202, body: {} };
};
const mine = summary('a');

describe('a transfer', () => {
  beforeEach(async () => {
    await i18n.changeLanguage('en');
    queries.clear();
    signedIn();
  });

  const open = (more: { supervisor?: boolean; assign?: boolean } = {}) => {
    const asked = serve(answers);
    const view = show(<TransferChoice summary={mine} me="anna" supervisor={more.supervisor ?? false} assign={more.assign ?? false} done={() => undefined} />);
    const sent = () => asked.find(one => one.path.includes('/transfers/'))?.body;
    return { ...view, sent };
  };

  it('asks the colleague first, with a note they will read', async () => {
    const { sent, container } = open();
    await userEvent.click(await screen.findByRole('radio', { name: /Ida Krause/ }));
    expect(screen.getByRole('status')).toHaveTextContent('Until it is answered the conversation stays where it is.');
    await userEvent.type(screen.getByLabelText(/Note for the colleague/), 'Bank confirmed it');
    const { violations } = await axe.run(container, { runOnly: ['wcag2a', 'wcag2aa'], rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(violation => violation.id)).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: /^Ask/ }));
    await waitFor(() => expect(sent()).toEqual({ agent: 'ida', desk: null, needs: null, warm: true, override: false, note: 'Bank confirmed it' }));
  });

  it('says that there is no room, and lets only a supervisor go above it', async () => {
    open();
    await userEvent.click(await screen.findByRole('radio', { name: /Otto Weiss/ }));
    await userEvent.click(screen.getByLabelText(/Ask first/));
    expect(screen.getByRole('status')).toHaveTextContent('Otto Weiss holds 4 of 4.');
    expect(screen.getByRole('button', { name: /^Transfer/ })).toBeDisabled();
  });

  it('records what a supervisor gives above capacity, and says so before', async () => {
    const { sent } = open({ supervisor: true, assign: true });
    await userEvent.click(await screen.findByRole('radio', { name: /Otto Weiss/ }));
    expect(screen.getByRole('status')).toHaveTextContent(/goes above capacity. This is recorded as a supervisor's decision./);
    await userEvent.click(screen.getByRole('button', { name: /^Assign/ }));
    await waitFor(() => expect(sent()).toMatchObject({ agent: 'otto', override: true, warm: false }));
  });

  it('is not made to somebody off shift', async () => {
    open({ supervisor: true });
    await userEvent.click(await screen.findByRole('radio', { name: /Max Adler/ }));
    expect(screen.getByRole('status')).toHaveTextContent('Max Adler is off shift.');
    expect(screen.getByRole('button', { name: /^Transfer|^Ask|^Assign/ })).toBeDisabled();
  });

  it('goes to a desk, or to whoever has the skill', async () => {
    const { sent } = open();
    await userEvent.click(await screen.findByText('To a desk'));
    await userEvent.selectOptions(await screen.findByLabelText('Desk'), 'wholesale');
    await userEvent.click(screen.getByText('By skill'));
    await userEvent.selectOptions(await screen.findByLabelText('Add a skill'), 'billing');
    await userEvent.selectOptions(screen.getByLabelText('At least level'), '3');
    await userEvent.click(screen.getByLabelText(/Ask first/));
    await userEvent.click(screen.getByRole('button', { name: /^Transfer/ }));
    await waitFor(() => expect(sent()).toMatchObject({ desk: null, agent: null, warm: false, needs: [{ skill: 'billing', level: 3 }] }));
  });
});

describe('times to come back', () => {
  it('lie ahead, and Monday is not said twice', () => {
    expect(holdTimes(new Date('2026-11-24T10:00:00')).map(({ name }) => name)).toEqual(['hour', 'evening', 'tomorrow', 'monday']);
    expect(holdTimes(new Date('2026-11-29T19:00:00')).map(({ name }) => name)).toEqual(['hour', 'tomorrow']);
  });
});
