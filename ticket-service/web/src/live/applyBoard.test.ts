import { describe, expect, it } from 'vitest';
import { agent, board, frame, waiting } from '../testing/examples.ts';
import { agentOnBoard, applyToBoard, applyToOffers, applyToOwned } from './applyBoard.ts';

const ids = (held: { items: { id: string }[] }) => held.items.map(item => item.id);
const row = waiting('a', 5);
const version = (work: Partial<typeof row.work>, at: number) => ({ ...row, version: at, work: { ...row.work, ...work } });

describe('the board', () => {
  const held = board([row], [agent('otto')]);

  it('takes in what waits and lets go of what does not', () => {
    expect(ids(applyToBoard(held, frame(waiting('b', 1))))).toEqual(['a', 'b']);
    expect(ids(applyToBoard(held, frame(version({ state: 'offered', agent: 'otto' }, 2))))).toEqual(['a']);
    expect(ids(applyToBoard(held, frame(version({ state: 'assigned', agent: 'otto' }, 2))))).toEqual([]);
  });

  it('is not set back by a frame that comes late', () => {
    const gone = applyToBoard(held, frame(version({ priority: 75 }, 3)));
    expect(applyToBoard(gone, frame(version({ priority: 0 }, 2)))).toBe(gone);
  });

  it('shows agents as they are told of, new ones as well', () => {
    expect(agentOnBoard(held, agent('otto', { load: 3 })).agents[0]?.load).toBe(3);
    expect(agentOnBoard(held, agent('ida')).agents).toHaveLength(2);
  });
});

describe('offers', () => {
  const offer = { agent: 'otto', agentName: 'Otto', until: '2026-11-22T12:00:40Z', from: null, fromName: null };

  it('are those made to me, also while a colleague still has it', () => {
    const none = { feed: 'f', items: [] };
    const mine = applyToOffers(none, frame(version({ state: 'offered', agent: 'otto', offer }, 2)), 'otto');
    expect(ids(mine)).toEqual(['a']);
    expect(ids(applyToOffers(none, frame(version({ state: 'assigned', agent: 'ida', offer: { ...offer, from: 'ida' } }, 2)), 'otto'))).toEqual(['a']);
    expect(ids(applyToOffers(none, frame(version({ state: 'offered', agent: 'otto', offer }, 2)), 'ida'))).toEqual([]);
    expect(ids(applyToOffers(mine, frame(version({ state: 'assigned', agent: 'ida', offer: null }, 3)), 'otto'))).toEqual([]);
  });

  it('leave what an agent has when it is taken back', () => {
    const owned = { feed: 'f', items: [version({ state: 'assigned', agent: 'otto' }, 2)] };
    expect(ids(applyToOwned(owned, frame(version({ state: 'queued' }, 3)), 'otto'))).toEqual([]);
  });
});
