import { QueryClient } from '@tanstack/react-query';
import { beforeEach, describe, expect, it } from 'vitest';
import { entry, frame, page, summary } from '../testing/examples.ts';
import type { Pages } from './apply.ts';
import * as commands from './commands.ts';
import { hear } from './hear.ts';
import { live } from './live.ts';

const list = (client: QueryClient) => client.getQueryData<Pages>(['list', 'mine', ''])?.pages[0]?.items.map(item => item.id);

describe('hearing frames', () => {
  let client: QueryClient;
  beforeEach(() => {
    live.reset();
    commands.commands.set([]);
    client = new QueryClient();
    client.setQueryData<Pages>(['list', 'mine', ''], { pages: [page([summary('a')])], pageParams: [null] });
  });

  it('does not bring back what has gone by a frame that comes late', () => {
    hear(client, frame(summary('a', { version: 5 }), { lists: { mine: false, queue: false, all: true } }));
    expect(list(client)).toEqual([]);
    hear(client, frame(summary('a', { version: 4 })));
    expect(list(client)).toEqual([]);
  });

  it('goes on from the newest frame', () => {
    hear(client, frame(summary('a', { version: 2 }), { feed: 'f7' }));
    expect(live.hello()).toBe('f7');
  });

  it('takes the entries of a frame even when its summary is known', () => {
    client.setQueryData(['entries', 'a'], { feed: 'f0', items: [entry(1)], more: false });
    hear(client, frame(summary('a', { version: 2, lastSeq: 1 })));
    hear(client, frame(summary('a', { version: 2, lastSeq: 1 }), { entries: [entry(1, { version: 2, text: 'sent' })] }));
    expect(client.getQueryData<{ items: { text: string }[] }>(['entries', 'a'])?.items[0]?.text).toBe('sent');
  });

  it('ends a wish by its command frame, or says why it came to nothing', () => {
    commands.begin('one', 'take', 'a');
    commands.begin('two', 'presence', null);
    hear(client, { type: 'command', id: 'one', refused: null });
    hear(client, { type: 'command', id: 'two', refused: 'stale' });
    expect(commands.commands.get()).toEqual([expect.objectContaining({ id: 'two', state: 'refused', code: 'stale' })]);
  });

  it('shows counts and the own load', () => {
    client.setQueryData(['me'], { user: { id: 'anna' }, load: 0, capacity: 5, presence: { state: 'AWAY', version: 1, pending: 'AVAILABLE' } });
    hear(client, { type: 'counts', feed: 'f1', mine: 3, queue: 4, all: 9 });
    hear(client, { type: 'agent', feed: 'f2', agent: { id: 'anna', name: 'Anna', presence: 'AVAILABLE', skills: [], desks: [], load: 2, capacity: 5 } });
    expect(client.getQueryData<Pages>(['list', 'mine', ''])?.pages[0]?.counts).toEqual({ mine: 3, queue: 4, all: 9 });
    expect(client.getQueryData(['me'])).toMatchObject({ load: 2, presence: { state: 'AVAILABLE', pending: null } });
  });
});
