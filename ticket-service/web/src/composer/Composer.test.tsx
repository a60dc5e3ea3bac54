import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { live } from '../live/live.ts';
import { queries } from '../live/queries.ts';
import { address, detail, entry, summary } from '../testing/examples.ts';
import { serve, signedIn } from '../testing/server.ts';
import { show } from '../testing/show.tsx';
import i18n from '../words/words.ts';
import { Composer } from './Composer.tsx';
import { draftOf, noDraft } from './drafts.ts';
import { outbox } from './outbox.ts';

const [web, telegram, mail] = [
  address('web:1', { lastUsedAt: '2026-11-22T10:00:00Z' }), address('telegram:7:5', { lastUsedAt: '2026-11-21T10:00:00Z' }),
  address('mail:a@b.example', { reachable: false, reason: 'bounced' }),
];
const open = (id: string) => detail(summary(id, { customer: { id: 'k', name: 'Marina' }, lastPlace: 4 }), [web, telegram, mail]);

describe('the composer', () => {
  beforeEach(async () => {
    await i18n.changeLanguage('en');
    outbox.set([]);
    queries.clear();
    signedIn();
    live.link.set({ state: 'open' });
    for (const id of ['c1', 'c2']) draftOf('anna', id).set(noDraft);
    serve(({ path }) => (path.includes('/replies/') ? { status: 201, body: entry(9, { kind: 'reply' }) } : { body: {} }));
  });
  const field = () => screen.getByRole('textbox');

  it('sends with Ctrl+Enter to where the customer wrote last, and is empty at once', async () => {
    const asked = serve(({ path }) => ({ status: 201, body: entry(9, { kind: 'reply', replyId: path.split('/').at(-1) ?? null }) }));
    show(<Composer detail={open('c1')} me="anna" />);
    await userEvent.type(field(), 'Tomorrow.{Control>}{Enter}{/Control}');
    expect(field()).toHaveValue('');
    await waitFor(() => expect(asked[0]?.body).toEqual({ text: 'Tomorrow.', to: 'web:1', attachments: [] }));
  });

  it('keeps a draft for each conversation, also after leaving', async () => {
    const first = show(<Composer detail={open('c1')} me="anna" />);
    await userEvent.type(field(), 'half a sen');
    first.unmount();
    const second = show(<Composer detail={open('c2')} me="anna" />);
    expect(field()).toHaveValue('');
    second.unmount();
    show(<Composer detail={open('c1')} me="anna" />);
    expect(field()).toHaveValue('half a sen');
    expect(screen.getByText('Draft on this device')).toBeInTheDocument();
    expect(localStorage.getItem('onethread.draft.anna.c1')).toContain('half a sen');
  });

  it('takes another channel by Alt and a number, for this reply only', async () => {
    const asked = serve(() => ({ status: 201, body: entry(9, { kind: 'reply' }) }));
    show(<Composer detail={open('c1')} me="anna" />);
    await userEvent.type(field(), 'Here{Alt>}[Digit2]{/Alt}');
    expect(screen.getByRole('button', { name: 'Channel of the reply: Telegram' })).toBeInTheDocument();
    await userEvent.type(field(), '{Control>}{Enter}{/Control}');
    await waitFor(() => expect(asked[0]?.body).toMatchObject({ to: 'telegram:7:5' }));
    expect(screen.getByRole('button', { name: 'Channel of the reply: Web chat' })).toBeInTheDocument();
  });

  it('does not choose an address that cannot be reached, and says why', async () => {
    show(<Composer detail={open('c1')} me="anna" />);
    await userEvent.type(field(), '{Alt>}[Digit3]{/Alt}');
    await userEvent.click(screen.getByRole('button', { name: 'Channel of the reply: Web chat' }));
    const option = await screen.findByRole('menuitem', { name: /E-mail/ });
    expect(option).toBeDisabled();
    expect(option).toHaveTextContent('Cannot be reached: mails bounce');
  });

  it('cannot reply where nothing can be reached, but can take a note', async () => {
    show(<Composer detail={detail(summary('c1'), [mail])} me="anna" />);
    expect(screen.getByText(/Nowhere to reply/)).toBeInTheDocument();
    await userEvent.type(field(), 'text');
    expect(screen.getByRole('button', { name: 'Send' })).toBeDisabled();
    await userEvent.click(screen.getByRole('button', { name: 'Note' }));
    await userEvent.type(field(), 'for colleagues');
    expect(screen.getByRole('button', { name: 'Save' })).toBeEnabled();
  });

  it('resolves with the reply by Ctrl+Shift+Enter', async () => {
    show(<Composer detail={open('c1')} me="anna" />);
    const before = outbox.get().length;
    serve(() => 'unreachable');
    await userEvent.type(field(), 'Done.{Control>}{Shift>}{Enter}{/Shift}{/Control}');
    expect(outbox.get()[before]?.resolve).toMatchObject({ ticket: 'ticket-c1', upTo: 4 });
  });

  it('goes on while the connection is lost, and says so on the button', async () => {
    live.link.set({ state: 'lost', since: Date.now(), retryAt: null });
    serve(() => 'unreachable');
    show(<Composer detail={open('c1')} me="anna" />);
    await userEvent.type(field(), 'Later');
    await userEvent.click(screen.getByRole('button', { name: 'Send when online' }));
    expect(outbox.get().map(one => one.text)).toEqual(['Later']);
  });
});
