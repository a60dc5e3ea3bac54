import { read, type ClientFrame, type Entry, type ServerFrame } from './frames';
import type { GoesOn } from './elsewhere';
import type { Memory, Outgoing, Upload } from './memory';

/** `idle`: not wanted yet; `connecting`; `open`: we were welcomed; `waiting`: between two tries. */
export type Line = 'idle' | 'connecting' | 'open' | 'waiting';

export interface Listener {
  changed(): void;
  arrived(entry: Entry): void;
  typing(agentName: string | null): void;
  /** Where we stand in the queue; null once we wait no longer. */
  waits(queue: { place: number; seconds: number | null } | null): void;
  /** What became of the wish to go on elsewhere. */
  goesOn?(answer: GoesOn): void;
}

/** The part of a WebSocket that is used here. */
export interface Socket {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  send(data: string): void;
  close(): void;
}

export interface Options {
  memory: Memory;
  connect(): Socket;
  listener: Listener;
  /** Milliseconds; tests are less patient. */
  firstWait?: number;
  longestWait?: number;
  silence?: number;
  /** A one-time token by which the visitor came from elsewhere. */
  token?: string | null;
}

const TYPING_EVERY = 3_000;

/**
 * One visitor's line to us. It resumes after the last entry without a gap before it, keeps what was written until the
 * server has accepted it, and sends it again under the same id, which the server takes once.
 */
export class Session {
  private readonly bySeq = new Map<number, Entry>();
  private socket: Socket | null = null;
  private state: Line = 'idle';
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private watchdog: ReturnType<typeof setTimeout> | undefined;
  private typedAt = 0;

  constructor(private readonly options: Options) {}

  get line(): Line {
    return this.state;
  }

  /** Whether the line was lost or could not be had; a first try that still runs is no trouble. */
  get troubled(): boolean {
    return this.state !== 'open' && this.failures > 0;
  }

  entries(): Entry[] {
    return [...this.bySeq.values()].sort((a, b) => a.seq - b.seq);
  }

  unsent(): Outgoing[] {
    const known = new Set(this.entries().map((entry) => entry.id));
    return this.options.memory.read().unsent.filter((message) => !known.has(message.id));
  }

  unseen(): number {
    const seen = this.options.memory.read().seen;
    return this.entries().filter((entry) => entry.from === 'agent' && entry.seq > seen).length;
  }

  start(): void {
    if (this.state === 'idle') this.open();
  }

  /** The network is said to be back. */
  hurry(): void {
    if (this.state === 'waiting') this.open();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.drop();
    this.state = 'idle';
  }

  say(text: string, attachments: Upload[], id: string = newId()): void {
    const message: Outgoing = { id, text, attachments, at: new Date().toISOString(), refused: null };
    this.options.memory.change((now) => ({ unsent: [...now.unsent, message] }));
    this.start();
    this.hurry();
    if (this.state === 'open') this.transmit(message);
    this.options.listener.changed();
  }

  /** Takes a message back that was refused. */
  withdraw(id: string): Outgoing | undefined {
    const message = this.options.memory.read().unsent.find((one) => one.id === id);
    this.forget(id);
    this.options.listener.changed();
    return message;
  }

  /** Asks for the way to go on elsewhere. */
  goOn(channel: 'telegram' | 'mail', mail: string | null): void {
    if (this.state === 'open') this.send({ type: 'continue', channel, mail });
    else this.options.listener.goesOn?.({ refused: 'continue-unavailable' });
  }

  typing(): void {
    const now = Date.now();
    if (this.state === 'open' && now - this.typedAt > TYPING_EVERY) {
      this.typedAt = now;
      this.send({ type: 'typing' });
    }
  }

  /** Everything up to now stands before the visitor's eyes. */
  seen(): void {
    const last = this.last();
    if (last > this.options.memory.read().seen) {
      this.options.memory.change(() => ({ seen: last }));
      if (this.state === 'open') this.send({ type: 'seen', seq: last });
      this.options.listener.changed();
    }
  }

  /** Another tab of this site became somebody, or somebody else. */
  reread(): void {
    if (this.state !== 'idle' && this.who !== null && this.who !== this.options.memory.read().visitor) {
      this.bySeq.clear();
      this.again(0);
    }
    this.options.listener.changed();
  }

  private who: string | null = null;

  private open(): void {
    clearTimeout(this.timer);
    this.drop();
    this.state = 'connecting';
    let socket: Socket;
    try {
      socket = this.options.connect();
    } catch {
      this.retry();
      return;
    }
    this.socket = socket;
    socket.onopen = () => this.hello();
    socket.onmessage = (event: { data: unknown }) => {
      if (this.socket === socket) this.hear(event.data);
    };
    socket.onclose = () => {
      if (this.socket === socket) this.retry();
    };
    this.watch();
    this.options.listener.changed();
  }

  private hello(): void {
    const { visitor, secret } = this.options.memory.read();
    this.send({ type: 'hello', visitor, secret, last: this.last() });
  }

  private hear(data: unknown): void {
    this.watch();
    const frame = read(data);
    if (frame !== null) this.take(frame);
  }

  private take(frame: ServerFrame): void {
    switch (frame.type) {
      case 'welcome':
        return this.welcomed(frame);
      case 'accepted':
        return this.accepted(frame.id, frame.seq);
      case 'refused':
        return frame.id === null ? this.unknown(frame.code) : this.refused(frame.id, frame.code);
      case 'entry':
        return this.arrived(frame);
      case 'typing':
        return this.options.listener.typing(frame.agentName);
      case 'queue':
        return this.options.listener.waits(frame.place === null ? null : { place: frame.place, seconds: frame.seconds });
      case 'continue':
        return this.options.listener.goesOn?.({ channel: frame.channel, url: frame.url });
      case 'ping':
        return this.send({ type: 'pong' });
    }
  }

  private welcomed(frame: { visitor: string; secret: string | null; last: number }): void {
    this.who = frame.visitor;
    this.options.memory.change((now) => ({ visitor: frame.visitor, secret: frame.secret ?? now.secret }));
    if (frame.last < this.last()) {
      // The server knows less than we do, so what we have is not its history.
      this.bySeq.clear();
      return this.again(0);
    }
    this.state = 'open';
    this.failures = 0;
    const token = this.options.token ?? null;
    if (token !== null) {
      this.options.token = null;
      this.send({ type: 'continued', token });
    }
    this.unsent()
      .filter((message) => message.refused === null)
      .forEach((message) => this.transmit(message));
    this.options.listener.changed();
  }

  /** Our id means nothing to the server (any more): we become a new visitor, who says what was not accepted yet. */
  private unknown(code: string): void {
    if (code !== 'visitor-unknown') return this.options.listener.goesOn?.({ refused: code });
    this.who = null;
    this.bySeq.clear();
    this.options.memory.change(() => ({ visitor: null, secret: null, seen: 0 }));
    this.hello();
  }

  private accepted(id: string, seq: number): void {
    const message = this.options.memory.read().unsent.find((one) => one.id === id);
    if (message && !this.bySeq.has(seq)) {
      this.bySeq.set(seq, {
        seq,
        id,
        from: 'customer',
        text: message.text,
        agentName: null,
        at: message.at,
        attachments: message.attachments.map((file) => ({ ...file, url: null })),
      });
    }
    this.forget(id);
    this.options.listener.changed();
  }

  private refused(id: string, code: string): void {
    this.options.memory.change((now) => ({
      unsent: now.unsent.map((one) => (one.id === id ? { ...one, refused: code } : one)),
    }));
    this.options.listener.changed();
  }

  private arrived(entry: Entry): void {
    const isNew = !this.bySeq.has(entry.seq);
    this.bySeq.set(entry.seq, entry);
    if (entry.from === 'customer') this.forget(entry.id);
    if (isNew) this.options.listener.arrived(entry);
    this.options.listener.changed();
  }

  private forget(id: string): void {
    this.options.memory.change((now) => ({ unsent: now.unsent.filter((one) => one.id !== id) }));
  }

  private transmit(message: Outgoing): void {
    const attachments = message.attachments.map((file) => ({ upload: file.upload }));
    this.send({ type: 'message', id: message.id, text: message.text, attachments });
  }

  /** The last entry without a gap before it: what came after a gap is asked for again. */
  private last(): number {
    let last = 0;
    while (this.bySeq.has(last + 1)) last++;
    return last;
  }

  private send(frame: ClientFrame): void {
    try {
      this.socket?.send(JSON.stringify(frame));
    } catch {
      this.retry();
    }
  }

  /** A line on which nothing is heard, not even a ping, is dead in one direction at least. */
  private watch(): void {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => this.retry(), this.options.silence ?? 60_000);
  }

  private retry(): void {
    const first = this.options.firstWait ?? 500;
    const longest = this.options.longestWait ?? 15_000;
    const wait = Math.min(longest, first * 2 ** Math.min(this.failures++, 10));
    this.again(wait * (0.5 + Math.random() / 2));
  }

  private again(wait: number): void {
    this.drop();
    this.state = 'waiting';
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.open(), wait);
    this.options.listener.changed();
  }

  private drop(): void {
    clearTimeout(this.watchdog);
    const old = this.socket;
    this.socket = null;
    try {
      old?.close();
    } catch {
      // It was not open yet, or is closed already.
    }
  }
}

/** A random UUID; crypto.randomUUID exists on secure pages only, and shops on plain http exist too. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
