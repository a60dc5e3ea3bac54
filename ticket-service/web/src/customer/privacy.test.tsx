import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import type { PrivacyRequest } from '../api/privacy.ts';
import { queries } from '../live/queries.ts';
import { problem, serve, signedIn } from '../testing/server.ts';
import { show } from '../testing/show.tsx';
import i18n from '../words/words.ts';
import { asking } from './privacy.ts';
import { PrivacyDialog } from './PrivacyDialog.tsx';

const running: PrivacyRequest = {
  id: 'r1', customer: 'k', conversations: 1, addresses: { mail: 1 }, by: 'olga', at: '2026-12-01T10:00:00Z', state: 'running', waitsFor: ['ticket-service'],
  doneAt: null, parts: [{ service: 'routing-service', at: '2026-12-01T10:00:00Z', counts: [{ what: 'address', rows: 2 }] }],
  logGoneBy: '2026-12-15T10:00:00Z', deadLettersGoneBy: '2027-01-07T10:00:00Z',
};
const done: PrivacyRequest = { ...running, state: 'done', waitsFor: [], parts: [...running.parts, { service: 'ticket-service', at: '2026-12-01T10:00:01Z', counts: [{ what: 'entry', rows: 40 }] }] };

describe('erasing a customer', () => {
  beforeEach(async () => {
    await i18n.changeLanguage('en');
    queries.clear();
    signedIn('olga', ['supervisor']);
    asking.set({ kind: 'erasures', id: 'r1', customer: 'k', name: 'Kim' });
  });

  it('is asked for only by who says that they understand, and ends with the receipt', async () => {
    const asked = serve(({ method }) => ({ body: method === 'PUT' ? running : done }));
    show(<PrivacyDialog />);
    const erase = await screen.findByRole('button', { name: 'Erase for good' });
    expect(erase).toBeDisabled();
    await userEvent.click(screen.getByRole('checkbox'));
    await userEvent.click(erase);
    expect(await screen.findByText('Erased everywhere.')).toBeInTheDocument();
    expect(screen.getByText('40 rows erased')).toBeInTheDocument();
    expect(screen.getByText(/Kafka’s log forgets by 15 Dec/)).toBeInTheDocument();
    expect(asked[0]).toMatchObject({ method: 'PUT', path: '/api/routing/erasures/r1', body: { customer: 'k' } });
  });

  it('says why it was not done', async () => {
    serve(() => problem(403, 'forbidden'));
    show(<PrivacyDialog />);
    await userEvent.click(await screen.findByRole('checkbox'));
    await userEvent.click(screen.getByRole('button', { name: 'Erase for good' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Not done');
  });
});
