import { describe, expect, it } from 'vitest';
import { entry } from '../testing/examples.ts';
import { strand } from './strand.ts';

const at = (day: number, minute: number) => new Date(2026, 10, day, 10, minute).toISOString();
const event = (seq: number, minute: number) => entry(seq, { kind: 'event', at: at(22, minute), author: { kind: 'system', id: null, name: null }, event: { type: 'queued' } });

describe('the thread', () => {
  it('separates days and marks what is new', () => {
    const items = strand([entry(1, { at: at(21, 0) }), entry(2, { at: at(22, 0) }), entry(3, { at: at(22, 1) })], [], ':3');
    expect(items.map(item => item.kind)).toEqual(['day', 'entry', 'day', 'entry', 'unread', 'entry']);
    expect(items.find(item => item.kind === 'unread')).toMatchObject({ count: 1 });
  });

  it('heads only the first of what was written in one breath', () => {
    const items = strand([
      entry(1, { at: at(22, 0) }), entry(2, { at: at(22, 1) }), entry(3, { at: at(22, 2), channel: 'telegram', address: 'telegram:7:5' }),
      entry(4, { at: at(22, 30), channel: 'telegram', address: 'telegram:7:5' }),
    ], [], null);
    expect(items.flatMap(item => (item.kind === 'entry' ? [item.continued] : []))).toEqual([false, true, false, false]);
  });

  it('folds three events in a row, not two', () => {
    expect(strand([event(1, 0), event(2, 1)], [], null).map(item => item.kind)).toEqual(['day', 'entry', 'entry']);
    expect(strand([event(1, 0), event(2, 1), event(3, 2)], [], null).map(item => item.kind)).toEqual(['day', 'events']);
  });

  it('ends with what has not left yet', () => {
    const outgoing = { id: 'o1', user: 'anna', conversation: 'c1', kind: 'reply' as const, text: 'x', to: null, channel: null, files: [], at: at(22, 5), refused: null, resolve: null };
    expect(strand([entry(1, { at: at(22, 0) })], [outgoing], null).at(-1)).toMatchObject({ kind: 'pending', key: 'entry-o1' });
  });
});
