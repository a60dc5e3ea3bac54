import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveFeed, type FeedParts, type Link } from './feed.ts';

class Socket {
  readyState = 0;
  said: Record<string, unknown>[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  send(text: string): void {
    this.said.push(JSON.parse(text) as Record<string, unknown>);
  }
  close(): void {
    this.readyState = 3;
  }
  opens(): void {
    this.readyState = 1;
    this.onopen?.();
  }
  hears(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  breaks(code = 1006): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

describe('the live feed', () => {
  let sockets: Socket[];
  let links: Link[];
  let since: string | null;
  let token: string;
  let parts: FeedParts;
  let feed: LiveFeed;
  const last = () => sockets.at(-1) as Socket;
  const settle = () => vi.advanceTimersByTimeAsync(0);

  beforeEach(() => {
    vi.useFakeTimers();
    [sockets, links, since, token] = [[], [], 'f1', 'old'];
    parts = {
      open: () => {
        const socket = new Socket();
        sockets.push(socket);
        return socket as unknown as WebSocket;
      },
      token: () => token,
      renew: vi.fn(() => {
        token = 'new';
        return Promise.resolve(token);
      }),
      since: () => since,
      conversation: () => 'open-one',
      heard: vi.fn(),
      welcomed: vi.fn(),
      restarted: vi.fn(() => Promise.resolve()),
      changed: link => links.push(link),
      random: () => 1,
    };
    feed = new LiveFeed(parts);
    feed.start();
  });
  afterEach(() => {
    feed.stop();
    vi.useRealTimers();
  });

  it('says hello with token and number, and which conversation stands open', async () => {
    await settle();
    last().opens();
    expect(last().said).toEqual([{ type: 'hello', token: 'old', since: 'f1' }, { type: 'open', conversation: 'open-one' }]);
    last().hears({ type: 'welcome', feed: 'f1' });
    expect(links.at(-1)).toEqual({ state: 'open' });
    expect(parts.welcomed).toHaveBeenCalledWith(false);
  });

  it('is blind without a number, so that snapshots are read anew', async () => {
    since = null;
    await settle();
    last().opens();
    last().hears({ type: 'welcome', feed: 'f1' });
    expect(parts.welcomed).toHaveBeenCalledWith(true);
  });

  it('takes snapshots anew after a restart, then says hello again on the same socket', async () => {
    await settle();
    last().opens();
    parts.restarted = vi.fn(() => {
      since = 'f9';
      return Promise.resolve();
    });
    last().hears({ type: 'restart' });
    await settle();
    expect(sockets).toHaveLength(1);
    expect(last().said.filter(frame => frame['type'] === 'hello')).toEqual([
      expect.objectContaining({ since: 'f1' }), expect.objectContaining({ since: 'f9' }),
    ]);
  });

  it('renews an expired token and comes back at once', async () => {
    await settle();
    last().opens();
    last().hears({ type: 'unauthorised' });
    last().breaks(4401);
    await vi.advanceTimersByTimeAsync(1);
    expect(parts.renew).toHaveBeenCalledOnce();
    expect(sockets).toHaveLength(2);
    last().opens();
    expect(last().said[0]).toMatchObject({ token: 'new' });
  });

  it('waits longer after each loss, and says since when it is lost', async () => {
    await settle();
    const waits: number[] = [];
    for (let loss = 0; loss < 7; loss++) {
      last().breaks();
      const link = links.at(-1);
      if (link?.state !== 'lost' || link.retryAt === null) throw new Error('not lost');
      waits.push(link.retryAt - Date.now());
      await vi.advanceTimersByTimeAsync(link.retryAt - Date.now());
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 15000, 15000]);
    const [first, latest] = [links.find(link => link.state === 'lost'), links.at(-1)];
    expect(latest).toMatchObject({ since: (first as { since: number }).since });
  });

  it('answers pings, and takes silence for a loss', async () => {
    await settle();
    last().opens();
    last().hears({ type: 'welcome', feed: 'f1' });
    last().hears({ type: 'ping' });
    expect(last().said.at(-1)).toEqual({ type: 'pong' });
    await vi.advanceTimersByTimeAsync(41_000);
    expect(links.some(link => link.state === 'lost')).toBe(true);
  });

  it('hears nothing more from a socket it has left', async () => {
    await settle();
    const left = last();
    left.opens();
    feed.networkLost();
    left.hears({ type: 'counts', mine: 1, queue: 1, all: 1 });
    expect(parts.heard).not.toHaveBeenCalled();
  });
});
