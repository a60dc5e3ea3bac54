import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { hear } from '../live/hear.ts';
import { live } from '../live/live.ts';
import { queries } from '../live/queries.ts';
import { frame, page, summary } from '../testing/examples.ts';
import { problem, serve, signedIn, type Answer } from '../testing/server.ts';
import { show } from '../testing/show.tsx';
import i18n from '../words/words.ts';
import { ConversationList } from './ConversationList.tsx';

const me = { user: { id: 'anna', name: 'Anna', roles: ['agent'], language: 'en' }, presence: { state: 'AVAILABLE', version: 1 }, load: 1, capacity: 5, skills: [] };
const waiting = (id: string, since: string, version = 1) => summary(id, { version, waitingSince: since, unanswered: 1 });

function lists(answer: () => Answer): void {
  serve(({ path }) => (path.endsWith('/me') ? { body: me } : answer()));
}

const names = () => screen.getAllByRole('link').map(link => link.dataset['conversation']).filter(id => id !== undefined);

describe('a list', () => {
  beforeEach(async () => {
    await i18n.changeLanguage('en');
    vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(800);
    vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(352);
    queries.clear();
    live.reset();
    signedIn();
  });

  it('shows rows in order, and moves nothing under the pointer', async () => {
    lists(() => ({ body: page([waiting('b', '2026-11-22T10:00:00Z'), waiting('a', '2026-11-22T09:00:00Z')]) }));
    show(<ConversationList list="mine" open={undefined} />);
    await waitFor(() => expect(names()).toEqual(['a', 'b']));
    const list = screen.getByRole('region', { name: 'Mine' });
    fireEvent.pointerEnter(list);
    act(() => hear(queries, frame(waiting('new', '2026-11-22T08:00:00Z'))));
    const bar = await screen.findByRole('button', { name: '1 new conversation, show' });
    expect(names()).toEqual(['a', 'b']);
    await userEvent.click(bar);
    expect(names()).toEqual(['new', 'a', 'b']);
  });

  it('lets new rows in by itself while pointer and focus are elsewhere', async () => {
    lists(() => ({ body: page([waiting('a', '2026-11-22T09:00:00Z')]) }));
    show(<ConversationList list="mine" open={undefined} />);
    await waitFor(() => expect(names()).toEqual(['a']));
    act(() => hear(queries, frame(waiting('new', '2026-11-22T08:00:00Z'))));
    await waitFor(() => expect(names()).toEqual(['new', 'a']));
  });

  it('says what happens next when it is empty', async () => {
    lists(() => ({ body: page([]) }));
    show(<ConversationList list="mine" open={undefined} />);
    expect(await screen.findByText('Nobody is waiting for you')).toBeInTheDocument();
  });

  it('says why it did not load, and loads again in its own pane', async () => {
    let broken = true;
    lists(() => (broken ? problem(403, 'forbidden') : { body: page([waiting('a', '2026-11-22T09:00:00Z')]) }));
    show(<ConversationList list="mine" open={undefined} />);
    expect(await screen.findByText('The list did not load: not permitted')).toBeInTheDocument();
    broken = false;
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    await waitFor(() => expect(names()).toEqual(['a']));
  });

  it('marks the open row and counts what is unanswered', async () => {
    lists(() => ({ body: page([waiting('a', '2026-11-22T09:00:00Z'), summary('b')]) }));
    show(<ConversationList list="mine" open="a" />);
    await waitFor(() => expect(screen.getByText('1 unanswered message')).toBeInTheDocument());
    expect(document.querySelector('[data-conversation="a"]')).toHaveAttribute('aria-current', 'true');
  });
});
