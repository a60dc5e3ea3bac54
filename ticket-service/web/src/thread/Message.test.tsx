import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Delivery, Entry } from '../api/types.ts';
import { outbox } from '../composer/outbox.ts';
import { queries } from '../live/queries.ts';
import { address, detail, entry, summary } from '../testing/examples.ts';
import { serve, signedIn } from '../testing/server.ts';
import { show } from '../testing/show.tsx';
import i18n from '../words/words.ts';
import { Message } from './Message.tsx';

const open = detail(summary('c1'), [address('web:1'), address('telegram:7:5')]);
const view = (more: Partial<Entry>) => show(<Message entry={entry(3, more)} continued={false} detail={open} me="anna" />);
const delivery = (more: Partial<Delivery>): Delivery => ({ state: 'sent', code: null, detail: null, perhapsTwice: false, attempt: 1, ...more });

describe('a message', () => {
  beforeEach(async () => {
    await i18n.changeLanguage('en');
    outbox.set([]);
    queries.clear();
    signedIn();
  });

  it('shows markup in customer text as text', () => {
    const { container } = view({ text: '<img src=x onerror=alert(1)> & <b>bold</b>' });
    expect(screen.getByText('<img src=x onerror=alert(1)> & <b>bold</b>')).toBeInTheDocument();
    expect(container.querySelector('article img, article b ~ b')).toBeNull();
  });

  it('makes links of web addresses only, opened without our referrer or window', () => {
    view({ text: 'see https://shop.example/a?b=1. and javascript:alert(1)' });
    const links = screen.getAllByRole('link');
    expect(links.map(link => link.getAttribute('href'))).toEqual(['https://shop.example/a?b=1']);
    expect(links[0]).toHaveAttribute('rel', expect.stringContaining('noopener noreferrer'));
  });

  it('shows the original mail only on demand, in a frame without scripts or our origin', async () => {
    serve(() => ({ body: { token: 'right' } }));
    const { container } = view({ channel: 'mail', subject: 'Refund', html: true, quoted: 'one\n\ntwo', text: 'words' });
    expect(container.querySelector('iframe')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Show the whole mail' }));
    const frame = await screen.findByTitle('The mail as it was sent');
    expect(frame).toHaveAttribute('src', '/api/inbox/conversations/c1/entries/3/html?ticket=right');
    expect(frame.getAttribute('sandbox')).not.toMatch(/scripts|same-origin|forms|top-navigation/);
    await userEvent.click(screen.getByRole('button', { name: 'Quoted, 2 lines' }));
    expect(container.querySelector('blockquote')).toHaveTextContent('one two');
  });

  it('makes a forwarded mail its writer’s on request only', async () => {
    const asked = serve(() => ({ body: { address: 'kim@example.com' } }));
    const letter = { to: [], cc: [], sender: 'proved' as const, forwarded: { id: 'f1', name: 'Kim Lee', address: 'kim@example.com' } };
    view({ channel: 'mail', subject: 'Fwd: Refund', text: 'words', letter });
    expect(screen.getByText(/Brings a mail of Kim Lee <kim@example.com>/)).toBeInTheDocument();
    expect(asked).toHaveLength(0);
    await userEvent.click(screen.getByRole('button', { name: 'Make it theirs' }));
    expect(await screen.findByRole('status')).toHaveTextContent('It is in their own conversation now');
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['PUT /api/ingest/forwards/f1/writer']);
  });

  it('says of a mail that was passed on that nobody has checked its writer', () => {
    view({ channel: 'mail', subject: 'Refund', text: 'words', letter: { to: [], cc: [], sender: 'unknown', forwarded: { name: 'Anna', address: 'anna@shop.example' } } });
    expect(screen.getByText('Forwarded by Anna <anna@shop.example>; nobody has checked who wrote it')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Make it theirs' })).not.toBeInTheDocument();
  });

  it.each([
    ['waiting', 'Waiting to leave'], ['sending', 'Sending'], ['sent', 'Sent'], ['delivered', 'Delivered'], ['read', 'Read'],
  ] as const)('says how far it has come: %s', (state, words) => {
    view({ kind: 'reply', delivery: delivery({ state }) });
    expect(screen.getByText(words)).toBeInTheDocument();
  });

  it('says why it failed, and retries with the next attempt', async () => {
    const asked = serve(() => ({ status: 202, body: entry(3, { version: 2 }) }));
    view({ kind: 'reply', channel: 'telegram', replyId: 'r1', delivery: delivery({ state: 'failed', code: 'blocked', attempt: 2 }) });
    expect(screen.getByText(/Not sent: the customer blocked the bot/)).toHaveTextContent('2 attempts');
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(asked[0]).toMatchObject({ method: 'PUT', path: '/api/inbox/conversations/c1/replies/r1/retry/3' });
  });

  it('offers another channel for a failed text', async () => {
    serve(() => 'unreachable');
    view({ kind: 'reply', channel: 'telegram', text: 'again', replyId: 'r1', delivery: delivery({ state: 'failed', code: 'unheard-of' }) });
    expect(screen.getByText(/Not sent: Telegram refused the message/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Send by web chat' }));
    expect(outbox.get()).toEqual([expect.objectContaining({ text: 'again', to: 'web:1' })]);
  });

  it('says that it may have gone twice', () => {
    view({ kind: 'reply', delivery: delivery({ perhapsTwice: true }) });
    expect(screen.getByText(/perhaps twice/)).toBeInTheDocument();
  });

  it('shows what was deleted, edited or unreadable as that', () => {
    view({ deleted: true, text: 'secret' });
    expect(screen.getByText('The customer deleted this message')).toBeInTheDocument();
    expect(screen.queryByText('secret')).toBeNull();
    view({ unreadable: 'charset unknown', text: null });
    expect(screen.getByText('This message could not be read')).toBeInTheDocument();
    view({ editedAt: '2026-11-22T10:05:00Z' });
    expect(screen.getByText(/^edited /)).toBeInTheDocument();
  });

  it('names a file with its size, and one that is not held with its reason', () => {
    const file = { index: 0, name: 'invoice.pdf', kind: 'DOCUMENT', mediaType: 'application/pdf', size: 62_464, missing: null };
    view({ attachments: [file, { ...file, index: 1, name: 'film.mp4', size: null, missing: 'too-large' }] });
    expect(screen.getByRole('button', { name: /^invoice.pdf\s*61 KB$/ })).toBeInTheDocument();
    expect(screen.getByText('No file: too large for the channel')).toBeInTheDocument();
  });
});
