import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { frame, summary } from '../testing/examples.ts';
import { live } from './live.ts';

describe('joining snapshots and the feed', () => {
  const again = vi.fn();
  beforeEach(() => {
    vi.useFakeTimers();
    live.reset();
    again.mockReset();
    live.readAgainWith(again);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('says hello from the snapshot held first', () => {
    live.finish(live.begin(), 'f1', ['list']);
    expect(live.hello()).toBe('f1');
  });

  it('gives a snapshot the frames that came while it was read', () => {
    const started = live.begin();
    const late = frame(summary('a', { version: 2 }));
    live.log.add(late);
    expect(live.finish(started, 'f1', ['list'])).toEqual([late]);
    expect(live.finish(live.begin(), 'f1', ['list'])).toEqual([]);
  });

  it('reads again a snapshot that stands elsewhere than the hello did', () => {
    const [early, other] = [live.begin(), live.begin()];
    live.finish(early, 'f1', ['list']);
    live.finish(other, 'f0', ['conversation', 'a']);
    const slow = live.begin();
    live.hello();
    live.finish(slow, 'f0', ['entries', 'a']);
    vi.runAllTimers();
    expect(again.mock.calls.map(([key]) => key as unknown)).toEqual([['conversation', 'a'], ['entries', 'a']]);
  });

  it('trusts a snapshot that was begun after the hello', () => {
    live.finish(live.begin(), 'f1', ['list']);
    live.hello();
    live.finish(live.begin(), 'f2', ['conversation', 'a']);
    vi.runAllTimers();
    expect(again).not.toHaveBeenCalled();
  });

  it('holds nothing after a restart', () => {
    live.finish(live.begin(), 'f1', ['list']);
    live.hello();
    live.forget();
    live.finish(live.begin(), 'f9', ['list']);
    expect(live.hello()).toBe('f9');
  });
});
