import type { ServerFrame } from '../api/types.ts';

/** What the strip under the header says about the connection. */
export type Link =
  | { state: 'connecting' }
  | { state: 'open' }
  | { state: 'lost'; since: number; retryAt: number | null };

export interface FeedParts {
  open: () => WebSocket;
  token: () => string | null;
  /** A fresh token, null when signed out; rejects when nobody answered. */
  renew: () => Promise<string | null>;
  /** The feed's number to go on from: the newest frame's, else the oldest snapshot's, null when nothing is held. */
  since: () => string | null;
  conversation: () => string | null;
  heard: (frame: ServerFrame) => void;
  /** Welcomed again; `blind` when nothing was held to go on from, so that every snapshot must be read anew. */
  welcomed: (blind: boolean) => void;
  /** Too old to go on: reads every snapshot anew, after which the feed says hello again. */
  restarted: () => Promise<void>;
  changed: (link: Link) => void;
  random?: () => number;
}

const SILENCE = 40_000;
const WELCOME_WITHIN = 10_000;
const LONGEST_WAIT = 15_000;

/**
 * One socket for everything live. It goes on from where it stood after every loss, waits longer each time with jitter,
 * and renews the token when the server no longer takes it.
 */
export class LiveFeed {
  private socket: WebSocket | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private watch: ReturnType<typeof setTimeout> | undefined;
  private attempts = 0;
  private lostAt: number | null = null;
  private stopped = true;
  private refused = false;
  private blind = false;

  constructor(private readonly parts: FeedParts) {}

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    this.parts.changed({ state: 'connecting' });
    void this.connect();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    clearTimeout(this.watch);
    this.drop();
  }

  /** Tries at once, for a person who does not want to wait or a browser that is online again. */
  retryNow(): void {
    if (this.stopped || this.socket !== null) return;
    clearTimeout(this.timer);
    void this.connect();
  }

  /** The browser says that the network has gone: no reason to wait for silence. */
  networkLost(): void {
    if (!this.stopped && this.socket !== null) this.lose(this.socket);
  }

  tell(frame: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  private async connect(): Promise<void> {
    let token = this.parts.token();
    if (this.refused || token === null) {
      try {
        token = await this.parts.renew();
      } catch {
        this.again();
        return;
      }
      if (token === null) return;
      this.refused = false;
    }
    if (this.stopped || this.socket !== null) return;
    const socket = this.parts.open();
    this.socket = socket;
    this.expect(socket, WELCOME_WITHIN);
    socket.onopen = () => this.hello(socket);
    socket.onmessage = event => this.receive(socket, String(event.data));
    socket.onclose = event => {
      if (event.code === 4401) this.refused = true;
      this.lose(socket);
    };
  }

  private hello(socket: WebSocket): void {
    const since = this.parts.since();
    this.blind = since === null;
    socket.send(JSON.stringify({ type: 'hello', token: this.parts.token(), since }));
    socket.send(JSON.stringify({ type: 'open', conversation: this.parts.conversation() }));
  }

  private receive(socket: WebSocket, text: string): void {
    if (socket !== this.socket) return;
    this.expect(socket, SILENCE);
    const frame = JSON.parse(text) as ServerFrame;
    switch (frame.type) {
      case 'ping':
        this.tell({ type: 'pong' });
        this.parts.heard(frame);
        return;
      case 'welcome':
        this.attempts = 0;
        this.lostAt = null;
        this.parts.changed({ state: 'open' });
        this.parts.welcomed(this.blind);
        return;
      case 'restart':
        void this.parts.restarted().then(
          () => {
            if (socket === this.socket && socket.readyState === WebSocket.OPEN) this.hello(socket);
          },
          () => this.lose(socket),
        );
        return;
      case 'unauthorised':
        this.refused = true;
        return;
      default:
        this.parts.heard(frame);
    }
  }

  private expect(socket: WebSocket, within: number): void {
    clearTimeout(this.watch);
    this.watch = setTimeout(() => this.lose(socket), within);
  }

  private lose(socket: WebSocket): void {
    if (socket !== this.socket) return;
    clearTimeout(this.watch);
    this.drop();
    if (!this.stopped) this.again();
  }

  private drop(): void {
    const socket = this.socket;
    this.socket = null;
    if (socket === null) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  private again(): void {
    const now = Date.now();
    this.lostAt ??= now;
    const longest = Math.min(LONGEST_WAIT, 500 * 2 ** this.attempts++);
    const wait = this.attempts === 1 && this.refused ? 0 : longest * (0.5 + 0.5 * (this.parts.random ?? Math.random)());
    this.parts.changed({ state: 'lost', since: this.lostAt, retryAt: now + wait });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.connect(), wait);
  }
}
