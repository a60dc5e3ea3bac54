import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Card, Entry, FileInEntry } from '../api/types.ts';
import { draftOf } from '../composer/drafts.ts';
import { outbox } from '../composer/outbox.ts';
import { queries } from '../live/queries.ts';
import { address, detail, entry, summary } from '../testing/examples.ts';
import { serve, signedIn } from '../testing/server.ts';
import { show } from '../testing/show.tsx';
import i18n from '../words/words.ts';
import { eventWords } from './EventLine.tsx';
import { Message } from './Message.tsx';
import { strand } from './strand.ts';

const open = detail(summary('c1'), [address('telegram:7:5')]);
const view = (more: Partial<Entry>, album?: Entry[]) =>
  show(<Message entry={entry(3, { channel: 'telegram', address: 'telegram:7:5', ...more })} album={album} continued={false} detail={open} me="anna" />);
const card = (more: Partial<Card>): FileInEntry => ({
  index: 0, name: 'thing', kind: 'OTHER', mediaType: 'text/plain', size: null, missing: 'not a file',
  card: { kind: 'OTHER', own: false, closed: false, lines: [], ...more },
});
const picture = (index: number): FileInEntry => ({ index, name: `${index}.jpg`, kind: 'IMAGE', mediaType: 'image/jpeg', size: 9, missing: null });

describe('what comes from Telegram', () => {
  beforeEach(async () => {
    await i18n.changeLanguage('en');
    outbox.set([]);
    queries.clear();
    signedIn();
  });

  it('shows a text in the form it was given, and says where a hidden link leads', () => {
    const { container } = view({
      text: 'very good here',
      spans: [
        { kind: 'BOLD', from: 0, length: 9 }, { kind: 'ITALIC', from: 5, length: 4 },
        { kind: 'LINK', from: 10, length: 4, target: 'https://shop.example/x' }, { kind: 'LINK', from: 0, length: 4, target: 'javascript:alert(1)' },
        { kind: 'BOLD', from: 90, length: 4 },
      ],
    });
    expect(container.querySelector('article')).toHaveTextContent('very good here (shop.example)');
    expect(container.querySelector('b i, i')).toHaveTextContent('good');
    expect(screen.getAllByRole('link').map(link => link.getAttribute('href'))).toEqual(['https://shop.example/x']);
  });

  it('hides what was hidden until asked', async () => {
    view({ text: 'the end', spans: [{ kind: 'SPOILER', from: 4, length: 3 }] });
    await userEvent.click(screen.getByRole('button', { name: 'Hidden, show' }));
    expect(screen.queryByRole('button', { name: 'Hidden, show' })).toBeNull();
  });

  it('offers the map only on request, and loads nothing for it', async () => {
    const asked = serve(() => ({ body: {} }));
    view({ text: '', attachments: [card({ kind: 'PLACE', title: 'Bar', latitude: '59.93', longitude: '30.31' })] });
    expect(screen.queryByRole('link')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Show on a map' }));
    expect(screen.getByRole('link', { name: 'Open the map in a new tab' })).toHaveAttribute('href', expect.stringContaining('mlat=59.93'));
    expect(asked).toEqual([]);
  });

  it('tells an own number from a card of somebody else', () => {
    view({ text: '', attachments: [card({ kind: 'PERSON', title: 'Ann', phone: '+7 900', own: true })] });
    expect(screen.getByText('Their own number, confirmed by the channel')).toBeInTheDocument();
    view({ text: '', attachments: [card({ kind: 'PERSON', title: 'Bo', phone: '+7 901' })] });
    expect(screen.getByText('Somebody\'s card, no proof of a number')).toBeInTheDocument();
  });

  it('shows a poll with its votes', () => {
    view({ text: '', attachments: [card({ kind: 'POLL', title: 'Why?', closed: true, lines: [{ text: 'a', count: 2, marked: true }, { text: 'b', count: 0, marked: false }] })] });
    expect(screen.getByRole('group', { name: 'Poll' })).toHaveTextContent('Poll · closedWhy?a2 votesb0 votes');
  });

  it('says what is answered and where it was forwarded from', () => {
    view({ answered: { seq: null, author: 'Bo', text: 'red', chosen: true }, origin: { kind: 'CHANNEL', name: 'News' } });
    expect(screen.getByText('Forwarded from News')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: /Bo.*red/ })).toBeDisabled();
  });

  it('shows the choice that was made among those offered', () => {
    view({ kind: 'reply', buttons: [{ label: 'Red', chosen: false }, { label: 'Blue', chosen: true }] });
    expect(screen.getByRole('list', { name: 'Choices offered' })).toHaveTextContent('RedBlue chosen');
    view({ text: 'Blue', choice: true });
    expect(screen.getByText('Pressed a button')).toBeInTheDocument();
  });

  it('tells on request what an edited message said before', async () => {
    serve(() => ({ body: [{ text: 'first words', spans: null, at: '2026-11-22T09:00:00Z' }] }));
    view({ editedAt: '2026-11-22T10:05:00Z' });
    await userEvent.click(screen.getByRole('button', { name: /^edited / }));
    expect(await screen.findByText('first words')).toBeInTheDocument();
  });

  it('lets an agent change and take back their own sent message only', async () => {
    const asked = serve(() => ({ status: 202, body: entry(3, { version: 2 }) }));
    const sent = { state: 'sent', code: null, detail: null, perhapsTwice: false, attempt: 1 } as const;
    view({ kind: 'reply', replyId: 'r1', text: 'old', answerable: true, author: { kind: 'agent', id: 'anna', name: 'Anna' }, delivery: sent });
    await userEvent.click(screen.getByRole('button', { name: 'Edit' }));
    const field = screen.getByRole('textbox', { name: 'New text' });
    await userEvent.clear(field);
    await userEvent.type(field, 'new');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(asked[0]).toMatchObject({ method: 'PUT', body: { text: 'new' } });
    expect(asked[0]?.path).toMatch(/\/replies\/r1\/amendments\/[0-9a-f-]{36}$/);
    await userEvent.click(screen.getByRole('button', { name: 'Delete for the customer' }));
    await userEvent.click(screen.getAllByRole('button', { name: 'Delete for the customer' }).at(-1) as HTMLElement);
    expect(asked[1]).toMatchObject({ method: 'PUT', body: { text: null } });
  });

  it('does not offer to change what a colleague or the customer wrote', () => {
    view({ kind: 'message', answerable: true });
    expect(screen.getByRole('button', { name: 'Reply to this' })).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull();
  });

  it('puts the answered message into the draft', async () => {
    view({ answerable: true, text: 'which one?' });
    await userEvent.click(screen.getByRole('button', { name: 'Reply to this' }));
    expect(draftOf('anna', 'c1').get()).toMatchObject({ to: 'telegram:7:5', answers: { seq: 3, text: 'which one?' } });
  });

  it('shows an album as one, each part staying an entry of its own', () => {
    const parts = [1, 2, 3].map(seq => entry(seq, { album: 'a', text: seq === 1 ? 'three views' : '', attachments: [picture(0)] }));
    const items = strand([...parts, entry(4, { album: 'b' }), entry(5)], [], null).filter(item => item.kind === 'entry');
    expect(items.map(item => item.album?.length ?? 1)).toEqual([3, 1, 1]);
    serve(() => ({ body: { token: 'right' } }));
    view(parts[0] ?? {}, parts);
    expect(screen.getByRole('group', { name: 'Album, 3 parts' })).toHaveTextContent('three views');
  });

  it('names what a channel reports, and keeps the name of what it does not know', () => {
    const kept = (reason: string, detail: string | null) =>
      eventWords(i18n.t, entry(1, { kind: 'event', event: { type: 'kept', reason, detail } }), 'anna');
    expect(kept('message/new_chat_members', 'Ann, Bo')).toBe('Joined the group: Ann, Bo');
    expect(kept('message/hologram', null)).toBe('The channel reported “hologram”');
  });
});
