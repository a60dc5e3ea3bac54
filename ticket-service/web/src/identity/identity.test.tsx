import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Identity } from '../api/identity.ts';
import { queries } from '../live/queries.ts';
import { entry, summary } from '../testing/examples.ts';
import { problem, serve, signedIn } from '../testing/server.ts';
import { show } from '../testing/show.tsx';
import { EventLine } from '../thread/EventLine.tsx';
import i18n from '../words/words.ts';
import { Suggestions } from './Suggestions.tsx';

const identity: Identity = {
  conversation: 'a', customer: 'k', strands: ['a'], links: [], merges: [],
  suggestions: [{ id: 's1', conversation: 'b', name: 'Kim Lee', addresses: ['mail:kim@shop.example'], reason: 'mail-in-text', detail: 'kim@shop.example', confidence: 40, at: '2026-11-22T10:00:00Z' }],
};

const merged = entry(4, {
  strand: 'a', kind: 'event', author: { kind: 'system', id: null, name: null }, text: '',
  event: { type: 'merged', agent: null, reason: 'verified-mail', detail: 'kim@shop.example', conversation: 'b', merge: 'm1' },
});

describe('who is behind a conversation', () => {
  beforeEach(async () => {
    await i18n.changeLanguage('en');
    queries.clear();
    signedIn();
  });

  it('is suggested with the reason, and merged only by an agent', async () => {
    const asked = serve(({ method }) => ({ body: method === 'GET' ? identity : {} }));
    show(<Suggestions summary={summary('a')} list="mine" />);
    expect(await screen.findByText('Wrote of the address kim@shop.example')).toBeInTheDocument();
    expect(asked.every(one => one.method === 'GET')).toBe(true);

    await userEvent.click(screen.getByRole('button', { name: 'Merge' }));
    const wish = asked.find(one => one.method === 'PUT');
    expect(wish?.path).toMatch(/^\/api\/routing\/merges\/[0-9a-f-]{36}$/);
    expect(wish?.body).toEqual({ survivor: 'a', absorbed: 'b' });
  });

  it('is said to be somebody else', async () => {
    let dismissed = false;
    serve(({ method, path }) => {
      if (method === 'PUT') {
        expect(path).toBe('/api/routing/suggestions/s1/dismissal');
        dismissed = true;
        return {};
      }
      return { body: dismissed ? { ...identity, suggestions: [] } : identity };
    });
    show(<Suggestions summary={summary('a')} list="mine" />);
    await userEvent.click(await screen.findByRole('button', { name: 'Not the same person' }));
    await expect.poll(() => screen.queryByRole('region')).toBeNull();
  });

  it('says when a merge did not succeed', async () => {
    serve(({ method }) => (method === 'GET' ? { body: identity } : problem(409, 'already-one')));
    show(<Suggestions summary={summary('a')} list="mine" />);
    await userEvent.click(await screen.findByRole('button', { name: 'Merge' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Not done');
  });

  it('is told in the history with evidence and actor, and undone only when confirmed', async () => {
    const asked = serve(() => ({ body: {} }));
    show(<EventLine entry={merged} me="anna" why={() => {}} />);
    expect(screen.getByText(/Merged by itself: the same verified mail address kim@shop.example/)).toBeInTheDocument();

    await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(asked).toEqual([]);
    await userEvent.type(await screen.findByRole('textbox'), 'another Kim');
    await userEvent.click(screen.getByRole('button', { name: 'Undo the merge' }));
    expect(asked).toMatchObject([{ method: 'PUT', path: '/api/routing/merges/m1/withdrawal', body: { reason: 'another Kim' } }]);
  });
});
