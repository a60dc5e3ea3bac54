// @vitest-environment node
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { About, ClientFrame, Entry } from './frames';
import { Memory } from './memory';
import type { Options, Socket } from './line';
import { Session } from './session';

const ABOUT: About = { language: 'ru', typed: {}, topic: null, page: null, referrer: null, attributes: {} };

/** A chat server of the protocol's first version, real on its socket, with one history per visitor. */
class Chat {
  readonly heard: ClientFrame[] = [];
  readonly histories = new Map<string, Entry[]>();
  /** What it does to a message: take it, take it and lose the answer, or refuse it. */
  mode: 'take' | 'lose-answer' | { refuse: string } = 'take';
  hellos = 0;
  readonly people = new Map<string, string>();
  private readonly server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  private readonly visitors = new Map<WebSocket, string>();

  get url(): string {
    return `ws://127.0.0.1:${(this.server.address() as AddressInfo).port}/chat/socket?widget=shop`;
  }

  constructor() {
    this.server.on('connection', (socket) => {
      socket.on('message', (data) => this.hear(socket, JSON.parse(String(data)) as ClientFrame));
    });
  }


  say(visitor: string, entry: Entry): void {
    this.history(visitor).push(entry);
    for (const [socket, who] of this.visitors) if (who === visitor) frame(socket, { type: 'entry', ...entry });
  }

  broadcast(value: object): void {
    this.server.clients.forEach((socket) => frame(socket, value));
  }

  cut(): void {
    this.server.clients.forEach((socket) => socket.terminate());
  }

  close(): void {
    this.cut();
    this.server.close();
  }

  history(visitor: string): Entry[] {
    let history = this.histories.get(visitor);
    if (history === undefined) this.histories.set(visitor, (history = []));
    return history;
  }

  private hear(socket: WebSocket, said: ClientFrame): void {
    this.heard.push(said);
    if (said.type === 'hello') this.hello(socket, said);
    else if (said.type === 'message') this.message(socket, said);
  }

  private hello(socket: WebSocket, said: Extract<ClientFrame, { type: 'hello' }>): void {
    this.hellos++;
    if (said.identity !== null) return this.person(socket, said);
    if (said.visitor !== null && said.secret !== `secret of ${said.visitor}`) {
      frame(socket, { type: 'refused', code: 'visitor-unknown' });
      return;
    }
    const visitor = said.visitor ?? `visitor-${this.histories.size + 1}`;
    const history = this.history(visitor);
    this.visitors.set(socket, visitor);
    const secret = said.visitor === null ? `secret of ${visitor}` : null;
    frame(socket, { type: 'welcome', visitor, secret, last: history.length });
    history.filter((entry) => entry.seq > said.last).forEach((entry) => frame(socket, { type: 'entry', ...entry }));
  }

  /** The page's word: `{ token: "who" }`; `expired` and `forged` are none. */
  private person(socket: WebSocket, said: Extract<ClientFrame, { type: 'hello' }>): void {
    const who = said.identity !== null && 'token' in said.identity ? said.identity.token : '';
    if (who === 'expired' || who === 'forged') {
      frame(socket, { type: 'refused', code: who === 'expired' ? 'identity-expired' : 'identity-invalid' });
      return;
    }
    const anonymous = said.visitor !== null && said.secret === `secret of ${said.visitor}` ? said.visitor : null;
    const visitor = this.people.get(who) ?? anonymous ?? `visitor-of-${who}`;
    this.people.set(who, visitor);
    this.visitors.set(socket, visitor);
    const history = this.history(visitor);
    frame(socket, { type: 'welcome', visitor, secret: `session of ${who}`, last: history.length });
    history.filter((entry) => entry.seq > said.last).forEach((entry) => frame(socket, { type: 'entry', ...entry }));
  }

  private message(socket: WebSocket, said: Extract<ClientFrame, { type: 'message' }>): void {
    if (typeof this.mode === 'object') {
      frame(socket, { type: 'refused', id: said.id, code: this.mode.refuse });
      return;
    }
    const history = this.history(this.visitors.get(socket) ?? '');
    let entry = history.find((one) => one.id === said.id);
    if (entry === undefined) history.push((entry = line(history.length + 1, 'customer', said.text, said.id)));
    if (this.mode === 'lose-answer') socket.terminate();
    else frame(socket, { type: 'accepted', id: said.id, seq: entry.seq });
  }
}

function frame(socket: WebSocket, value: object): void {
  socket.send(JSON.stringify(value));
}

function line(seq: number, from: Entry['from'], text: string, id = `id-${seq}`): Entry {
  return { seq, id, from, text, agentName: from === 'agent' ? 'Дарья' : null, at: '2026-11-22T10:00:00Z', attachments: [] };
}

let chat: Chat;
let shelf: Map<string, string>;
const sessions: Session[] = [];

beforeEach(() => {
  chat = new Chat();
  shelf = new Map();
});

afterEach(() => {
  sessions.splice(0).forEach((session) => session.stop());
  chat.close();
});

function memory(of = ''): Memory {
  return new Memory(`onethread.shop${of}`, {
    getItem: (key) => shelf.get(key) ?? null,
    setItem: (key, value) => void shelf.set(key, value),
    removeItem: (key) => void shelf.delete(key),
  }, of !== '');
}

function session(more: Partial<Options> & { silence?: number; typing?: (name: string | null) => void; waits?: (queue: { place: number; seconds: number | null } | null) => void; identity?: (code: string | null) => void } = {}): Session {
  const made = new Session({
    memory: more.memory ?? memory(),
    prove: more.prove ?? null,
    renews: more.renews ?? false,
    before: more.before ?? null,
    about: more.about ?? (() => ABOUT),
    connect: () => new WebSocket(chat.url) as unknown as Socket,
    listener: { changed: () => undefined, arrived: () => undefined, typing: more.typing ?? (() => undefined), waits: more.waits ?? (() => undefined), identity: more.identity ?? (() => undefined) },
    firstWait: 10,
    longestWait: 40,
    silence: more.silence ?? 60_000,
    pause: more.pause ?? 5_000,
  });
  sessions.push(made);
  return made;
}

const texts = (one: Session) => one.entries().map((entry) => entry.text);
const until = (check: () => void) => vi.waitFor(check, { timeout: 4_000, interval: 5 });

test('a new visitor is remembered with the secret', async () => {
  session().start();
  await until(() => expect(memory().read()).toMatchObject({ visitor: 'visitor-1', secret: 'secret of visitor-1' }));
});

test('a message stands as unsent until it is accepted', async () => {
  const customer = session();
  customer.say('Где заказ?', []);
  expect(customer.unsent().map((one) => one.text)).toEqual(['Где заказ?']);
  await until(() => expect(texts(customer)).toEqual(['Где заказ?']));
  expect(customer.unsent()).toEqual([]);
  expect(memory().read().unsent).toEqual([]);
});

test('what was written without a connection survives a reload and leaves once', async () => {
  chat.close();
  const before = session();
  before.say('до перезагрузки', []);
  await until(() => expect(before.troubled).toBe(true));
  before.stop();
  chat = new Chat();
  const after = session();
  after.start();
  await until(() => expect(texts(after)).toEqual(['до перезагрузки']));
  expect(chat.history('visitor-1')).toHaveLength(1);
});

test('a message whose answer was lost is repeated under its id and stands once', async () => {
  const customer = session();
  customer.start();
  await until(() => expect(customer.line).toBe('open'));
  chat.mode = 'lose-answer';
  customer.say('один раз', []);
  await until(() => expect(chat.hellos).toBeGreaterThan(1));
  chat.mode = 'take';
  await until(() => expect(customer.unsent()).toEqual([]));
  expect(texts(customer)).toEqual(['один раз']);
  expect(chat.history('visitor-1')).toHaveLength(1);
});

test('after a break it resumes behind the last entry it has', async () => {
  const customer = session();
  customer.start();
  await until(() => expect(customer.line).toBe('open'));
  chat.say('visitor-1', line(1, 'agent', 'первое'));
  await until(() => expect(texts(customer)).toEqual(['первое']));
  chat.cut();
  chat.history('visitor-1').push(line(2, 'agent', 'пока вас не было'));
  await until(() => expect(texts(customer)).toEqual(['первое', 'пока вас не было']));
  expect(chat.heard.filter((said) => said.type === 'hello').at(-1)).toMatchObject({ last: 1 });
});

test('an entry behind a gap is asked for again from the gap on', async () => {
  const customer = session();
  customer.start();
  await until(() => expect(customer.line).toBe('open'));
  chat.history('visitor-1').push(line(1, 'agent', 'первое'), line(2, 'agent', 'второе'));
  chat.say('visitor-1', line(3, 'agent', 'третье'));
  await until(() => expect(texts(customer)).toEqual(['третье']));
  chat.cut();
  await until(() => expect(texts(customer)).toEqual(['первое', 'второе', 'третье']));
});

test('a refused message is kept, says why, and is not repeated', async () => {
  chat.mode = { refuse: 'too-long' };
  const customer = session();
  customer.say('слишком длинно', []);
  await until(() => expect(customer.unsent()[0]?.refused).toBe('too-long'));
  chat.cut();
  await until(() => expect(chat.hellos).toBeGreaterThan(1));
  await until(() => expect(customer.line).toBe('open'));
  expect(chat.heard.filter((said) => said.type === 'message')).toHaveLength(1);
  expect(customer.withdraw(customer.unsent()[0]?.id ?? '')?.text).toBe('слишком длинно');
  expect(customer.unsent()).toEqual([]);
});

test('what is said too fast goes later by itself, in its order', async () => {
  chat.mode = { refuse: 'too-fast' };
  const customer = session({ pause: 200 });
  customer.say('раз', []);
  customer.say('два', []);
  await until(() => expect(chat.heard.filter((said) => said.type === 'message').length).toBeGreaterThan(1));
  customer.say('три', []);
  // The second is not said before the first is taken: none overtakes it.
  expect(new Set(chat.heard.flatMap((said) => (said.type === 'message' ? [said.text] : [])))).toEqual(new Set(['раз']));
  expect(customer.unsent().every((one) => one.refused === null)).toBe(true);
  chat.mode = 'take';
  await until(() => expect(texts(customer)).toEqual(['раз', 'два', 'три']));
  expect(customer.unsent()).toEqual([]);
});

test('an unknown visitor begins anew and what was not accepted is said by the new one', async () => {
  memory().change(() => ({ visitor: 'visitor-of-yesterday', secret: 'wrong', seen: 7 }));
  const customer = session();
  customer.say('всё ещё здесь', []);
  await until(() => expect(texts(customer)).toEqual(['всё ещё здесь']));
  expect(memory().read()).toMatchObject({ visitor: 'visitor-1', secret: 'secret of visitor-1' });
});

test('a second tab shows what the first one said', async () => {
  const first = session();
  first.say('из первой вкладки', []);
  await until(() => expect(texts(first)).toEqual(['из первой вкладки']));
  const second = session();
  second.start();
  await until(() => expect(texts(second)).toEqual(['из первой вкладки']));
});

test('answers count as unseen until they were looked at, also after a reload', async () => {
  const customer = session();
  customer.start();
  await until(() => expect(customer.line).toBe('open'));
  chat.say('visitor-1', line(1, 'agent', 'ответ'));
  await until(() => expect(customer.unseen()).toBe(1));
  customer.seen();
  expect(customer.unseen()).toBe(0);
  await until(() => expect(chat.heard).toContainEqual({ type: 'seen', seq: 1 }));
  const reloaded = session();
  reloaded.start();
  await until(() => expect(texts(reloaded)).toEqual(['ответ']));
  expect(reloaded.unseen()).toBe(0);
});

test('a ping is answered and a silent line is replaced', async () => {
  const customer = session({ silence: 150 });
  customer.start();
  await until(() => expect(customer.line).toBe('open'));
  chat.broadcast({ type: 'ping' });
  await until(() => expect(chat.heard).toContainEqual({ type: 'pong' }));
  const hellos = chat.hellos;
  await until(() => expect(chat.hellos).toBeGreaterThan(hellos));
});

test('frames that are broken or unknown change nothing', async () => {
  const typing = vi.fn();
  const customer = session({ typing });
  customer.start();
  await until(() => expect(customer.line).toBe('open'));
  for (const bad of [[], { type: 'entry', seq: 'x' }, { type: 'later' }, { type: 'accepted' }]) chat.broadcast(bad);
  chat.broadcast({ type: 'typing', agentName: 'Дарья' });
  await until(() => expect(typing).toHaveBeenCalledWith('Дарья'));
  expect(customer.entries()).toEqual([]);
  expect(customer.line).toBe('open');
});

test('a place in the queue is told with its wait where that is known, and ends', async () => {
  const waits = vi.fn();
  const customer = session({ waits });
  customer.start();
  await until(() => expect(customer.line).toBe('open'));
  chat.broadcast({ type: 'queue', place: 3, seconds: 240 });
  await until(() => expect(waits).toHaveBeenLastCalledWith({ place: 3, seconds: 240 }));
  chat.broadcast({ type: 'queue', place: 2, seconds: null });
  await until(() => expect(waits).toHaveBeenLastCalledWith({ place: 2, seconds: null }));
  chat.broadcast({ type: 'queue', place: null, seconds: null });
  await until(() => expect(waits).toHaveBeenLastCalledWith(null));
});

test('somebody signed in finds what they said elsewhere, and their secret is not stored', async () => {
  chat.people.set('anna', 'visitor-of-anna');
  chat.history('visitor-of-anna').push(line(1, 'agent', 'на телефоне'));
  const anna = session({ memory: memory('.anna'), prove: () => ({ token: 'anna' }) });
  anna.start();
  await until(() => expect(texts(anna)).toEqual(['на телефоне']));
  expect(anna.memory.read().secret).toBe('session of anna');
  expect(JSON.stringify([...shelf.values()])).not.toContain('session of anna');
});

test('who wrote before signing in takes along what was said and what was not sent yet', async () => {
  const browser = session();
  browser.say('до входа', []);
  await until(() => expect(texts(browser)).toEqual(['до входа']));
  browser.stop();
  memory().change((now) => ({ unsent: [...now.unsent, { id: 'kept', text: 'не ушло', attachments: [], at: '2026-11-22T10:00:00Z', refused: null }] }));
  const anna = session({ memory: memory('.anna'), before: memory(), prove: () => ({ token: 'anna' }) });
  anna.start();
  await until(() => expect(texts(anna)).toEqual(['до входа', 'не ушло']));
  expect(memory().read()).toMatchObject({ visitor: null, secret: null, unsent: [] });
});

test('the second person at a browser sees nothing of the first', async () => {
  const anna = session({ memory: memory('.anna'), before: memory(), prove: () => ({ token: 'anna' }) });
  anna.say('моё', []);
  await until(() => expect(texts(anna)).toEqual(['моё']));
  anna.leave();
  await until(() => expect(chat.heard).toContainEqual({ type: 'leave' }));
  const boris = session({ memory: memory('.boris'), before: memory(), prove: () => ({ token: 'boris' }) });
  boris.start();
  await until(() => expect(boris.line).toBe('open'));
  expect(boris.entries()).toEqual([]);
  expect(boris.memory.read().draft).toBe('');
});

test('a word that is not taken ends in a refusal, not in an endless knocking', async () => {
  const identity = vi.fn();
  const forged = session({ memory: memory('.x'), prove: () => ({ token: 'forged' }), identity });
  forged.start();
  await until(() => expect(identity).toHaveBeenCalledWith('identity-invalid'));
  expect(forged.line).toBe('refused');
  expect(forged.problem).toBe('identity-invalid');
  expect(chat.hellos).toBe(1);
});

test('a word that has ended is asked for anew where the page gives a fresh one', async () => {
  const words = ['expired', 'anna'];
  const identity = vi.fn();
  const anna = session({ memory: memory('.anna'), renews: true, prove: () => Promise.resolve({ token: words.shift() ?? 'anna' }), identity });
  anna.start();
  await until(() => expect(anna.line).toBe('open'));
  expect(identity.mock.calls).toEqual([['identity-expired'], [null]]);
});

test('what is known of the visitor is said before the first message and not again unless it changed', async () => {
  let about = { ...ABOUT, page: 'https://shop.example/cart' };
  const customer = session({ about: () => about });
  customer.say('привет', []);
  await until(() => expect(texts(customer)).toEqual(['привет']));
  customer.tell();
  const kinds = chat.heard.map((said) => said.type);
  expect(kinds.indexOf('about')).toBeLessThan(kinds.indexOf('message'));
  about = { ...about, page: 'https://shop.example/paid' };
  customer.tell();
  await until(() => expect(chat.heard.filter((said) => said.type === 'about')).toHaveLength(2));
});

test('the visitor learns how far they were read, and what they saw is said again on a new line', async () => {
  const customer = session();
  customer.say('прочтут?', []);
  await until(() => expect(texts(customer)).toEqual(['прочтут?']));
  chat.broadcast({ type: 'read', seq: 1 });
  await until(() => expect(customer.agentSaw).toBe(1));
  const seen = () => chat.heard.filter((said) => said.type === 'seen').length;
  customer.seen();
  await until(() => expect(seen()).toBe(1));
  chat.cut();
  await until(() => expect(seen()).toBe(2));
});

test('a line that slept through a ping is replaced when somebody looks, and one of before a network change always', async () => {
  const customer = session({ silence: 4_000 });
  customer.start();
  await until(() => expect(customer.line).toBe('open'));
  const hellos = chat.hellos;
  customer.wake();
  expect(customer.line).toBe('open');
  customer.wake(true);
  await until(() => expect(chat.hellos).toBe(hellos + 1));
  await until(() => expect(customer.line).toBe('open'));
  const now = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_000);
  customer.wake();
  now.mockRestore();
  await until(() => expect(chat.hellos).toBe(hellos + 2));
});

test('the door, the desk and its hours are told', async () => {
  const customer = session();
  customer.start();
  await until(() => expect(customer.line).toBe('open'));
  chat.broadcast({ type: 'door', ask: { mail: 'required', shoe: 'required' }, topics: [{ id: 'a', ru: 'А', en: 'A' }, 5], closed: 'form', largest: 10 });
  chat.broadcast({ type: 'desk', open: false, opensAt: '2026-11-25T06:00:00Z', seconds: null });
  await until(() => expect(customer.desk?.open).toBe(false));
  expect(customer.door).toMatchObject({ ask: { mail: 'required' }, topics: [{ id: 'a', ru: 'А', en: 'A' }], largest: 10 });
});
