import { read, type ClientFrame, type Desk, type Door, type Entry, type Identity, type ServerFrame } from './frames';
import { newId, type Line, type Options, type Socket } from './line';
import type { Memory, Outgoing, Upload } from './memory';

/** Refusals of the wish to go on elsewhere: they concern nothing else. */
const GOES_ON_REFUSALS = new Set(['continue-unavailable', 'mail-malformed', 'link-over']);

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
  private pause: ReturnType<typeof setTimeout> | undefined;
  /** What was sent last and is neither taken nor refused yet. */
  private sending: string | null = null;
  private typedAt = 0;
  private heardAt = Date.now();
  private told = '';
  /** The visitor's newest number that an agent has seen. */
  agentSaw = 0;
  door: Door | null = null;
  desk: Desk | null = null;
  /** Why we are not let in, as the server calls it. */
  problem: string | null = null;

  constructor(private readonly options: Options) {}

  get memory(): Memory {
    return this.options.memory;
  }

  get signedIn(): boolean {
    return !!this.options.prove;
  }

  get line(): Line {
    return this.state;
  }

  /** Whether the line was lost or could not be had; a first try that still runs is no trouble. */
  get troubled(): boolean {
    return this.state !== 'open' && (this.failures > 0 || this.problem !== null);
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
    if (this.state === 'idle' || this.state === 'refused') this.open();
  }

  /** Now is a good time: somebody looks, or the network is said to be back. */
  hurry(): void {
    if (this.state === 'waiting') this.open();
  }

  /**
   * The machine slept or the network changed: a line may look open and be dead. One on which a ping is overdue is
   * replaced at once; `certain` says that nothing of before can have lasted.
   */
  wake(certain = false): void {
    const silent = Date.now() - this.heardAt > (this.options.silence ?? 60_000) / 2;
    if (this.state === 'open' && (certain || silent)) this.again(0);
    else this.hurry();
  }

  /** Signed out by the page: the server forgets what this browser could open. */
  leave(): void {
    if (this.state === 'open') this.send({ type: 'leave' });
    this.stop();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.drop();
    this.state = 'idle';
  }

  say(text: string, attachments: Upload[], form = false): void {
    const message: Outgoing = { id: newId(), text, attachments, at: new Date().toISOString(), refused: null, form };
    this.options.memory.change((now) => ({ unsent: [...now.unsent, message] }));
    this.start();
    this.hurry();
    this.flush();
    // Who goes on typing after this is shown to do so at once.
    this.typedAt = 0;
    this.options.listener.changed();
  }

  /** Says what is known of the visitor, if it is something else than was said on this line. */
  tell(): void {
    const about = this.options.about?.();
    const text = JSON.stringify(about);
    if (about === undefined || this.state !== 'open' || text === this.told) return;
    this.told = text;
    this.send({ type: 'about', ...about });
  }

  /** Takes a message back that was refused. */
  withdraw(id: string): Outgoing | undefined {
    const message = this.options.memory.read().unsent.find((one) => one.id === id);
    this.forget(id);
    this.settled(id);
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
    socket.onopen = () => void this.hello(socket);
    socket.onmessage = (event: { data: unknown }) => {
      if (this.socket === socket) this.hear(event.data);
    };
    socket.onclose = () => {
      if (this.socket === socket) this.retry();
    };
    this.watch();
    this.options.listener.changed();
  }

  private async hello(socket: Socket | null): Promise<void> {
    let identity: Identity | null = null;
    try {
      identity = (await this.options.prove?.()) ?? null;
    } catch {
      // The page could not say who they are just now; it is asked again.
      if (this.socket === socket) this.retry();
      return;
    }
    if (this.socket !== socket) return;
    if (this.signedIn && identity === null) return this.turnedAway('identity-required');
    const own = this.options.memory.read();
    const { visitor, secret } = own.secret === null && this.options.before ? this.options.before.read() : own;
    this.send({ type: 'hello', visitor, secret, last: this.last(), identity });
  }

  private hear(data: unknown): void {
    this.heardAt = Date.now();
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
        return frame.id === null ? this.turnedAway(frame.code) : this.refused(frame.id, frame.code);
      case 'entry':
        return this.arrived(frame);
      case 'typing':
        return this.options.listener.typing(frame.agentName);
      case 'queue':
        return this.options.listener.waits(frame.place === null ? null : { place: frame.place, seconds: frame.seconds });
      case 'door':
        this.door = frame;
        return this.options.listener.changed();
      case 'desk':
        this.desk = frame;
        return this.options.listener.changed();
      case 'read':
        this.agentSaw = Math.max(this.agentSaw, frame.seq);
        return this.options.listener.changed();
      case 'continue':
        return this.options.listener.goesOn?.({ channel: frame.channel, url: frame.url });
      case 'ping':
        return this.send({ type: 'pong' });
    }
  }

  private welcomed(frame: { visitor: string; secret: string | null; last: number }): void {
    this.adopt(frame.visitor);
    const another = this.who !== null && this.who !== frame.visitor;
    this.who = frame.visitor;
    this.options.memory.change((now) => ({ visitor: frame.visitor, secret: frame.secret ?? now.secret, known: true }));
    if (another || frame.last < this.last()) {
      // The server knows somebody else, or less than we do: what we have is not its history.
      this.bySeq.clear();
      this.agentSaw = 0;
      return this.again(0);
    }
    this.state = 'open';
    this.failures = 0;
    this.problem = null;
    this.told = '';
    this.tell();
    if (this.signedIn) this.options.listener.identity?.(null);
    const { seen } = this.options.memory.read();
    if (seen > 0) this.send({ type: 'seen', seq: seen });
    const token = this.options.token ?? null;
    if (token !== null) {
      this.options.token = null;
      this.send({ type: 'continued', token });
    }
    this.flush();
    this.options.listener.changed();
  }

  /** The anonymous visitor of this browser became the one who is signed in: what was theirs goes along. */
  private adopt(visitor: string): void {
    const before = this.options.before;
    const anonymous = before?.read();
    if (!before || anonymous?.visitor !== visitor) return;
    this.options.memory.change((now) => ({
      unsent: [...now.unsent, ...anonymous.unsent],
      draft: now.draft || anonymous.draft,
      seen: Math.max(now.seen, anonymous.seen),
    }));
    before.forget();
  }

  /** An id that means nothing to the server (any more): we become a new visitor, who says what was not accepted yet. */
  private turnedAway(code: string): void {
    if (code === 'visitor-unknown') {
      this.who = null;
      this.bySeq.clear();
      this.options.memory.change(() => ({ visitor: null, secret: null, seen: 0 }));
      void this.hello(this.socket);
      return;
    }
    if (GOES_ON_REFUSALS.has(code)) return this.options.listener.goesOn?.({ refused: code });
    this.problem = code;
    if (code.startsWith('identity-')) {
      this.options.listener.identity?.(code);
      if (code === 'identity-expired' && this.options.renews) return this.retry();
      this.drop();
      this.state = 'refused';
    }
    this.options.listener.changed();
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
    this.settled(id);
    this.options.listener.changed();
  }

  private refused(id: string, code: string): void {
    if (code === 'too-fast') return this.slower();
    this.options.memory.change((now) => ({
      unsent: now.unsent.map((one) => (one.id === id ? { ...one, refused: code } : one)),
    }));
    this.settled(id);
    this.options.listener.changed();
  }

  private arrived(entry: Entry): void {
    const isNew = !this.bySeq.has(entry.seq);
    this.bySeq.set(entry.seq, entry);
    if (entry.from === 'customer') {
      this.forget(entry.id);
      this.settled(entry.id);
    }
    if (isNew) this.options.listener.arrived(entry);
    this.options.listener.changed();
  }

  private forget(id: string): void {
    this.options.memory.change((now) => ({ unsent: now.unsent.filter((one) => one.id !== id) }));
  }

  /** One after the other: whatever becomes of one, none overtakes it. */
  private flush(): void {
    if (this.state !== 'open' || this.sending !== null || this.pause !== undefined) return;
    const next = this.unsent().find((message) => message.refused === null);
    if (next === undefined) return;
    this.sending = next.id;
    this.transmit(next);
  }

  private settled(id: string): void {
    if (this.sending === id) {
      this.sending = null;
      this.flush();
    }
  }

  /** More than the server takes at once: that and what is written after it go in their order a little later. */
  private slower(): void {
    this.sending = null;
    clearTimeout(this.pause);
    this.pause = setTimeout(() => {
      this.pause = undefined;
      this.flush();
    }, this.options.pause ?? 5_000);
  }

  private transmit(message: Outgoing): void {
    const attachments = message.attachments.map((file) => ({ upload: file.upload }));
    this.send({ type: 'message', id: message.id, text: message.text, attachments, form: message.form ?? false });
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
    clearTimeout(this.pause);
    this.pause = undefined;
    this.sending = null;
    const old = this.socket;
    this.socket = null;
    try {
      old?.close();
    } catch {
      // It was not open yet, or is closed already.
    }
  }
}
