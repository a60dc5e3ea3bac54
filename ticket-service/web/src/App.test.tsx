import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { App } from './App.tsx';
import { setSession } from './api/session.ts';
import { live } from './live/live.ts';
import { queries } from './live/queries.ts';
import { address, detail, entry, page, summary } from './testing/examples.ts';
import { problem, serve, signedIn, type Asked, type Answer } from './testing/server.ts';
import i18n from './words/words.ts';

const user = { id: 'anna', name: 'Anna Orlova', roles: ['agent'], language: 'en' };
const me = { user, presence: { state: 'AVAILABLE', version: 1 }, load: 2, capacity: 5, skills: [] };
const marina = summary('c1', { customer: { id: 'k1', name: 'Marina' }, waitingSince: '2026-11-22T09:00:00Z', unanswered: 1 });

function inbox({ path, method, body }: Asked): Answer {
  if (path.endsWith('/session/renewal')) return problem(401, 'session-over');
  if (path.endsWith('/session') && method === 'POST') {
    return (body as { password: string }).password === 'right'
      ? { body: { accessToken: 't', expiresAt: new Date(Date.now() + 600_000).toISOString(), user } }
      : problem(401, 'sign-in-refused');
  }
  if (path.endsWith('/session')) return { status: 204 };
  if (path.endsWith('/me')) return { body: me };
  if (path.endsWith('/me/offers')) return { body: { feed: 'f', items: [] } };
  if (path.endsWith('/statuses') || path.endsWith('/agents')) return { body: [] };
  if (path.includes('/entries')) return { body: { feed: 'f', items: [entry(1, { text: 'Where is my order?' })], more: false } };
  if (path.endsWith('/conversations/c1')) return { body: detail(marina, [address('web:1', { lastUsedAt: '2026-11-22T09:00:00Z' })]) };
  if (path.includes('/conversations?')) return { body: page([marina]) };
  if (path.includes('/assignment')) return { status: 202, body: {} };
  return problem(404, 'not-found');
}

class NoSocket {
  static readonly OPEN = 1;
  readyState = 0;
  close(): void {}
  send(): void {}
}

describe('the page', () => {
  beforeEach(async () => {
    await i18n.changeLanguage('en');
    vi.stubGlobal('WebSocket', NoSocket);
    vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(800);
    queries.clear();
    live.reset();
    history.replaceState(null, '', '/');
  });

  it('asks who it is, says when that is refused, and opens the inbox', async () => {
    setSession({ status: 'starting' });
    serve(inbox);
    render(<App />);
    await userEvent.type(await screen.findByLabelText('User name'), 'anna');
    await userEvent.type(screen.getByLabelText('Password'), 'wrong{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('Name or password do not match.');
    await userEvent.clear(screen.getByLabelText('Password'));
    await userEvent.type(screen.getByLabelText('Password'), 'right{Enter}');
    await waitFor(() => expect(location.pathname).toBe('/inbox/mine'));
    expect(await screen.findByText('Marina')).toBeInTheDocument();
  });

  it('says when nobody answers, and does not sign anybody out', async () => {
    setSession({ status: 'starting' });
    serve(() => 'unreachable');
    render(<App />);
    expect(await screen.findByText('The server does not answer')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Retry' })).toBeInTheDocument();
  });

  it('opens a conversation by key, and turns to the reply on a Russian layout', async () => {
    signedIn();
    serve(inbox);
    render(<App />);
    await screen.findByText('Marina');
    await userEvent.keyboard('[KeyJ]');
    expect(await screen.findByText('Where is my order?')).toBeInTheDocument();
    expect(location.pathname).toBe('/inbox/mine/c1');
    window.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyR', key: 'к', cancelable: true }));
    expect(screen.getByRole('textbox', { name: 'Reply to Marina' })).toHaveFocus();
    await userEvent.keyboard('e');
    expect(screen.getByRole('textbox', { name: 'Reply to Marina' })).toHaveValue('e');
  });

  it('gives a conversation back to the queue, and shows that it waits for the answer', async () => {
    signedIn();
    const asked = serve(inbox);
    history.replaceState(null, '', '/inbox/mine/c1');
    render(<App />);
    await userEvent.click(await screen.findByRole('button', { name: 'More' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Back to the queue', hidden: true }));
    await waitFor(() => expect(asked.some(one => one.method === 'DELETE' && /assignment\?commandId=[0-9a-f-]{36}$/.test(one.path))).toBe(true));
    await userEvent.click(screen.getByRole('button', { name: 'More' }));
    expect(await screen.findByRole('menuitem', { name: 'Back to the queue', hidden: true })).toBeDisabled();
  });

  it('speaks the other language at once', async () => {
    signedIn();
    serve(inbox);
    render(<App />);
    await screen.findByText('Marina');
    await userEvent.click(screen.getByRole('button', { name: 'Русский / English' }));
    expect(await screen.findByRole('heading', { name: 'Входящие' })).toBeInTheDocument();
    expect(document.documentElement.lang).toBe('ru');
  });
});
