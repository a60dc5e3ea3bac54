import { beforeEach, describe, expect, it, vi } from 'vitest';
import { setSession } from '../api/session.ts';
import type { EntryPage } from '../api/types.ts';
import { queries } from '../live/queries.ts';
import { entry } from '../testing/examples.ts';
import { problem, serve, signedIn, type Answer } from '../testing/server.ts';
import { drop, flushOutbox, outbox, send, tryAgain, unshown, type Written } from './outbox.ts';

const written: Written = { user: 'anna', conversation: 'c1', kind: 'reply', text: 'hello', to: 'web:1', channel: 'web', files: [], resolve: null };
const taken = (path: string): Answer => ({ status: 201, body: entry(5, { kind: 'reply', replyId: path.split('/').at(-1) ?? null }) });

describe('the outbox', () => {
  beforeEach(() => {
    outbox.set([]);
    queries.clear();
    signedIn();
  });

  it('keeps what was written under an id of its own until the server has it', async () => {
    const asked = serve(({ path }) => taken(path));
    queries.setQueryData<EntryPage>(['entries', 'c1'], { feed: 'f', items: [], more: false });
    const sent = send(written);
    expect(outbox.get()).toEqual([sent]);
    expect(JSON.parse(localStorage.getItem('onethread.outbox') ?? '[]')).toEqual([sent]);
    await flushOutbox();
    expect(outbox.get()).toEqual([]);
    expect(asked).toEqual([{ method: 'PUT', path: `/api/inbox/conversations/c1/replies/${sent.id}`, body: { text: 'hello', to: 'web:1', attachments: [] } }]);
    expect(queries.getQueryData<EntryPage>(['entries', 'c1'])?.items.map(item => item.replyId)).toEqual([sent.id]);
  });

  it('tries again under the same id once the connection is back', async () => {
    let online = false;
    const asked = serve(({ path }) => (online ? taken(path) : 'unreachable'));
    send(written);
    await flushOutbox();
    expect(outbox.get()).toHaveLength(1);
    online = true;
    await flushOutbox();
    expect(outbox.get()).toEqual([]);
    expect(new Set(asked.map(one => one.path)).size).toBe(1);
  });

  it('waits in order: nothing overtakes a reply that could not leave', async () => {
    const asked = serve(() => 'unreachable');
    send(written);
    send({ ...written, text: 'second' });
    await flushOutbox();
    expect(new Set(asked.map(one => (one.body as { text: string }).text))).toEqual(new Set(['hello']));
  });

  it('keeps the text of a refused reply with its cause, and lets the next one go', async () => {
    const asked = serve(({ body, path }) => ((body as { text: string }).text === 'hello' ? problem(422, 'address-unreachable') : taken(path)));
    const refused = send(written);
    send({ ...written, text: 'second' });
    await flushOutbox();
    expect(outbox.get()).toEqual([{ ...refused, refused: 'address-unreachable' }]);
    tryAgain(refused.id);
    await flushOutbox();
    expect(asked.filter(one => one.path.endsWith(refused.id))).toHaveLength(2);
    drop(refused.id);
    expect(outbox.get()).toEqual([]);
  });

  it('takes a server error for a passing one', async () => {
    serve(() => ({ status: 500 }));
    send(written);
    await flushOutbox();
    expect(outbox.get()[0]?.refused).toBeNull();
  });

  it('resolves only after the reply has gone, up to the last message the agent saw', async () => {
    const asked = serve(({ path }) => (path.includes('/replies/') ? taken(path) : { body: {} }));
    send({ ...written, resolve: { ticket: 't1', commandId: 'k1', upTo: 4 } });
    await flushOutbox();
    expect(asked.map(one => one.path.split('/')[3])).toEqual(['conversations', 'tickets']);
    expect(asked[1]).toEqual({ method: 'PUT', path: '/api/inbox/tickets/t1/resolution', body: { commandId: 'k1', upTo: 4 } });
  });

  it('sends nothing that another person left in this browser', async () => {
    const asked = serve(({ path }) => taken(path));
    setSession({ status: 'out' });
    send(written);
    signedIn('boris');
    await flushOutbox();
    expect(asked).toEqual([]);
    expect(outbox.get()).toHaveLength(1);
  });

  it('shows its own until the transcript has it, whichever comes first', () => {
    vi.useFakeTimers();
    serve(() => 'unreachable');
    const reply = send(written);
    const note = send({ ...written, kind: 'note', text: 'for us' });
    const all = outbox.get();
    expect(unshown(all, 'c1', 'anna', [])).toHaveLength(2);
    expect(unshown(all, 'c1', 'anna', [entry(5, { kind: 'reply', replyId: reply.id })])).toEqual([note]);
    const kept = entry(6, { kind: 'note', text: 'for us', at: new Date().toISOString(), author: { kind: 'agent', id: 'anna', name: 'Anna' } });
    expect(unshown(all, 'c1', 'anna', [kept])).toEqual([reply]);
    vi.useRealTimers();
  });
});
