import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Plugin } from 'vite';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Entry, ListName, Presence, ServerFrame, Summary } from '../src/api/types.ts';
import { simulations } from './simulations.ts';
import { desks, offered, refundSteps, shift, skills, statuses } from './shift.ts';
import { entry, everybody, ME, names, type Kept } from './people.ts';
import { answerProfiles } from './profiles.ts';
import { answerRouting } from './routing.ts';

/**
 * Answers the inbox API from memory while `npm run dev:fixtures` runs. Never part of the build. Sign in as anybody with
 * any password but "wrong". POST /dev/write lets a customer write; POST /dev/offline closes the sockets for a while.
 */
const people = everybody();
const sockets = new Set<WebSocket>();
let feed = 1;
let presence: Presence = 'AVAILABLE';
let signedIn = true;
let refuseUntil = 0;

const PICTURE = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="196" height="124"><rect width="196" height="124" fill="#eee"/><rect x="10" y="32" width="176" height="38" rx="6" fill="#fff"/><rect x="10" y="76" width="176" height="38" rx="6" fill="#fff"/></svg>',
);

export function fixtureServer(): Plugin {
  return {
    name: 'onethread-fixtures',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const url = new URL(request.url ?? '/', 'http://fixtures');
        if (!/^\/(api|dev)\//.test(url.pathname)) return next();
        void answer(request, response, url);
      });
      const live = new WebSocketServer({ noServer: true });
      server.httpServer?.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        if (request.url !== '/live') return;
        if (Date.now() < refuseUntil) {
          socket.destroy();
          return;
        }
        live.handleUpgrade(request, socket, head, greet);
      });
    },
  };
}

function greet(socket: WebSocket): void {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
  socket.on('message', data => {
    const frame = JSON.parse(String(data)) as { type: string };
    if (frame.type === 'hello') socket.send(JSON.stringify({ type: 'welcome', feed: String(feed) }));
  });
}

function tell(frame: Exclude<ServerFrame, { type: 'welcome' | 'ping' | 'restart' | 'unauthorised' | 'error' }>): void {
  feed++;
  sockets.forEach(socket => socket.send(JSON.stringify({ ...frame, feed: String(feed) })));
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, string>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  try {
    return JSON.parse(Buffer.concat(parts).toString()) as Record<string, string>;
  } catch {
    return {};
  }
}

const belongs: Record<ListName, (row: Summary) => boolean> = {
  mine: row => row.work.agent === ME || (row.work.state === 'idle' && row.ticket?.state === 'resolved'),
  queue: row => row.work.state === 'queued',
  all: () => true,
};
const counts = () => ({
  mine: people.filter(one => belongs.mine(one.summary)).length,
  queue: people.filter(one => belongs.queue(one.summary)).length,
  all: people.length,
});

function changed(kept: Kept, entries: Entry[]): void {
  kept.summary = { ...kept.summary, version: kept.summary.version + 1 };
  const row = kept.summary;
  tell({ type: 'conversation', feed: '', summary: row, entries, lists: { mine: belongs.mine(row), queue: belongs.queue(row), all: true } });
  tell({ type: 'counts', ...counts() });
}

function add(kept: Kept, what: Partial<Entry>): Entry {
  const added = entry(kept.summary.lastSeq + 1, new Date().toISOString(), what);
  kept.entries.push(added);
  kept.summary = { ...kept.summary, lastSeq: added.seq, lastAt: added.at };
  return added;
}

function advance(kept: Kept, seq: number, states: NonNullable<Entry['delivery']>['state'][]): void {
  states.forEach((state, step) => setTimeout(() => {
    const at = kept.entries.findIndex(one => one.seq === seq);
    const before = kept.entries[at];
    if (before === undefined) return;
    const after = { ...before, version: before.version + 100, delivery: { state, code: null, detail: null, perhapsTwice: false, attempt: before.delivery?.attempt ?? 1 } };
    kept.entries[at] = after;
    changed(kept, [after]);
  }, 500 * (step + 1)));
}

const user = { id: ME, name: names[ME] ?? '', roles: (process.env['ONETHREAD_ROLES'] ?? 'agent,supervisor').split(','), language: null };
const session = () => ({ accessToken: 'dev', expiresAt: new Date(Date.now() + 900_000).toISOString(), user });
const me = () => ({ user, presence: { state: presence, version: 1 }, load: 3, capacity: 5, skills: [{ skill: 'refunds', level: 4 }] });

async function answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const path = url.pathname.replace(/^\/api\/inbox/, '');
  const method = request.method ?? 'GET';
  const body = method === 'GET' ? {} : await bodyOf(request);
  const send = (status: number, value?: unknown) => {
    response.statusCode = status;
    response.setHeader('Content-Type', 'application/json');
    response.end(value === undefined ? '' : JSON.stringify(value));
  };
  const problem = (status: number, code: string) => send(status, { type: `urn:onethread:problem:${code}`, status });
  if (Date.now() < refuseUntil && !path.startsWith('/dev')) return problem(503, 'unavailable');

  if (path === '/session' && method === 'POST') return body['password'] === 'wrong' ? problem(401, 'sign-in-refused') : ((signedIn = true), send(200, session()));
  if (path === '/session' && method === 'DELETE') return (signedIn = false), send(204);
  if (path === '/session/renewal') return signedIn && request.headers['x-signed-out'] === undefined ? send(200, session()) : problem(401, 'signed-out');
  if (path === '/me') return send(200, me());
  if (path === '/me/presence') {
    presence = body['presence'] as Presence;
    setTimeout(() => {
      const mine = shift.find(one => one.id === ME);
      const status = statuses.find(one => one.id === body['status']) ?? null;
      if (mine !== undefined) Object.assign(mine, { presence, status, since: new Date().toISOString() });
      if (mine !== undefined) tell({ type: 'agent', agent: mine });
      tell({ type: 'command', id: body['commandId'] ?? '', refused: null });
    }, 700);
    return send(202, { commandId: body['commandId'] });
  }
  if (path === '/conversations') return send(200, list(url));
  if (path === '/agents') return send(200, shift);
  if (path === '/statuses') return send(200, statuses);
  if (path === '/me/offers') return send(200, { feed: String(feed), items: people.map(one => one.summary).filter(row => row.work.offer?.agent === ME) });
  if (path === '/board') return send(200, board());
  if (path === '/board/hour') return send(200, { opened: [4, 6, 5, 8, 7, 9, 6, 8, 10, 9, 12, 11], resolved: 79 });
  if (path.startsWith('/board/agents/')) return send(200, { feed: String(feed), items: people.map(one => one.summary).filter(row => row.work.state === 'assigned' && row.work.agent === path.split('/').pop()) });
  if (path === '/dev/offer') return offerOne(body), send(204);
  if (path === '/dev/silent') return tell({ type: 'agent', agent: { ...(shift.find(one => one.id === ME) ?? shift[0]), presence: 'AWAY', cause: 'silent' } as never }), send(204);
  if (path === '/api/routing/desks') return send(200, { items: desks });
  if (path === '/api/routing/skills') return send(200, { items: skills });
  if (path === '/dev/offline') return (refuseUntil = Date.now() + Number(body['seconds'] ?? 20) * 1000), sockets.forEach(socket => socket.terminate()), send(204);
  if (path === '/dev/write') return customerWrites(body), send(204);
  if (path === '/uploads') return send(201, { id: `u-${Date.now()}`, name: url.searchParams.get('name'), mediaType: 'application/pdf', size: Number(request.headers['content-length'] ?? 0) });
  const ticket = /^\/tickets\/([^/]+)\/resolution$/.exec(path);
  if (ticket !== null) return send(200, moveTicket(ticket[1] ?? '', method === 'PUT'));
  if (path.startsWith('/api/routing/simulations')) return send(method === 'POST' ? 202 : 200, simulations(path, method, url, body as Record<string, unknown>));
  if (path.endsWith('/waiting')) return send(200, waitingReason(path.split('/')[4] ?? ''));
  if (path.includes('/exclusion')) return send(200, { agent: path.split('/')[4], conversation: '', at: new Date().toISOString(), decision: url.searchParams.get('decision'), reason: 'no-skill', presence: 'AVAILABLE', load: 5, capacity: 5, lacks: { skill: 'refunds', level: 4 }, passedAt: null, room: null, sameInput: false });
  const profiled = answerProfiles(method, path, body as Record<string, unknown>);
  if (profiled !== null) return send(profiled.status, profiled.body);
  const routed = path.startsWith('/api/routing/') ? answerRouting(method, path, body) : null;
  if (routed !== null) return send(routed.status, routed.body);
  if (/\/conversations\/[^/]+\/identity$/.test(path)) return send(200, { conversation: '', customer: '', strands: [], links: [], merges: [], suggestions: [] });
  if (path.startsWith('/api/routing/')) return send(200, { items: decisions() });

  const found = /^\/conversations\/([^/]+)(\/.*)?$/.exec(path);
  const kept = people.find(one => one.summary.id === found?.[1]);
  if (kept === undefined) return problem(404, 'not-found');
  const rest = found?.[2] ?? '';
  if (rest === '') return send(200, { feed: String(feed), summary: kept.summary, addresses: kept.addresses, tickets: kept.tickets, reply: { to: kept.addresses[0]?.key, reason: 'last-used' } });
  if (rest === '/entries') return send(200, page(kept, url));
  if (rest.endsWith('/downloads')) return send(200, { token: 'dev' });
  if (rest.includes('/attachments/')) return response.setHeader('Content-Type', 'image/svg+xml'), void response.end(PICTURE);
  if (rest.endsWith('/html')) return response.setHeader('Content-Type', 'text/html; charset=utf-8'), void response.end('<p>Здравствуйте! <b>Вчера</b> оплачивала заказ.</p>');
  if (rest === '/assignment') return assign(kept, method === 'PUT', body['commandId'] ?? url.searchParams.get('commandId') ?? ''), send(202, {});
  if (rest === '/offer') return assign(kept, method === 'PUT', body['commandId'] ?? url.searchParams.get('commandId') ?? ''), send(202, {});
  if (rest === '/priority' || rest === '/needs' || rest === '/hold' || rest.startsWith('/transfers/')) return wish(kept, rest, body as Record<string, unknown>), send(202, {});
  if (rest.startsWith('/replies/')) return send(201, reply(kept, rest, body));
  if (rest.startsWith('/notes/')) {
    const note = add(kept, { kind: 'note', author: { kind: 'agent', id: ME, name: user.name }, text: body['text'] ?? '' });
    changed(kept, [note]);
    return send(201, note);
  }
  return problem(404, 'not-found');
}

function list(url: URL) {
  const name = (url.searchParams.get('list') ?? 'mine') as ListName;
  const q = (url.searchParams.get('q') ?? '').toLowerCase();
  const rows = people.map(one => one.summary).filter(belongs[name])
    .filter(row => q === '' || `${row.customer.name} ${row.preview} ${row.subject ?? ''}`.toLowerCase().includes(q))
    .sort((a, b) => b.lastAt.localeCompare(a.lastAt));
  return { feed: String(feed), items: rows, next: null, counts: counts() };
}

function page(kept: Kept, url: URL) {
  const before = Number(url.searchParams.get('before') ?? Infinity);
  const items = kept.entries.filter(one => one.seq < before).slice(-50);
  return { feed: String(feed), items, more: (items[0]?.seq ?? 1) > 1 };
}

function reply(kept: Kept, rest: string, body: Record<string, string>): Entry {
  const id = rest.split('/')[2] ?? '';
  const known = kept.entries.find(one => one.replyId === id);
  if (known !== undefined) {
    advance(kept, known.seq, ['sending', 'sent']);
    return known;
  }
  const channel = kept.addresses.find(address => address.key === body['to'])?.channel ?? 'web';
  const added = add(kept, { kind: 'reply', channel, address: body['to'] ?? null, author: { kind: 'agent', id: ME, name: user.name }, text: body['text'] ?? '', replyId: id, delivery: { state: 'waiting', code: null, detail: null, perhapsTwice: false, attempt: 1 } });
  kept.summary = { ...kept.summary, preview: added.text ?? '', previewBy: 'agent', waitingSince: null, unanswered: 0 };
  changed(kept, [added]);
  advance(kept, added.seq, ['sending', 'sent', 'delivered']);
  return added;
}

function assign(kept: Kept, taken: boolean, command: string): void {
  setTimeout(() => {
    kept.summary = { ...kept.summary, work: { ...kept.summary.work, state: taken ? 'assigned' : 'queued', agent: taken ? ME : null, agentName: taken ? user.name : null, offer: null } };
    changed(kept, [add(kept, { kind: 'event', event: taken ? { type: 'assigned', agent: ME, agentName: user.name, reason: 'TAKEN' } : { type: 'queued', desk: 'support', reason: 'REQUEUED' } })]);
    tell({ type: 'command', id: command, refused: null });
  }, 400);
}

function board() {
  const rows = people.map(one => one.summary).filter(row => row.work.state === 'queued' || row.work.state === 'offered');
  return { feed: String(feed), items: rows, waiting: counts().queue, queues: [{ desk: 'support', waiting: counts().queue, oldest: null, available: 5, expectedSeconds: 350, spreadSeconds: 60 }], agents: shift };
}

function offerOne(body: Record<string, string>): void {
  const kept = people.find(one => one.summary.customer.name === (body['name'] ?? 'Эльвира Галеева'));
  if (kept === undefined) return;
  const from = body['from'] ?? null;
  kept.summary = { ...kept.summary, work: offered(kept.summary, ME, user.name, from, from === null ? null : (names[from] ?? from), Number(body['seconds'] ?? 40)) };
  changed(kept, []);
}

/** Routing's answer to what a person wished for the work. */
function wish(kept: Kept, rest: string, body: Record<string, unknown>): void {
  setTimeout(() => {
    const { work } = kept.summary;
    const entries: Entry[] = [];
    if (rest === '/priority') kept.summary = { ...kept.summary, work: { ...work, priority: Number(body['priority']) } };
    if (rest === '/needs') kept.summary = { ...kept.summary, work: { ...work, needs: body['needs'] as never, steps: null } };
    if (rest === '/hold') kept.summary = { ...kept.summary, work: { ...work, state: 'held', until: String(body['until']) } };
    if (rest.startsWith('/transfers/')) {
      const to = shift.find(one => one.id === body['agent']);
      if (body['note'] !== '') entries.push(add(kept, { kind: 'note', author: { kind: 'agent', id: ME, name: user.name }, text: String(body['note']) }));
      if (to === undefined) {
        kept.summary = { ...kept.summary, work: { ...work, state: 'queued', agent: null, agentName: null, offer: null } };
        entries.push(add(kept, { kind: 'event', event: { type: 'queued', desk: 'support', reason: 'transferred' } }));
      } else if (body['warm'] === true) {
        kept.summary = { ...kept.summary, work: offered(kept.summary, to.id, to.name, ME, user.name, 40) };
      } else {
        kept.summary = { ...kept.summary, work: { ...work, state: 'assigned', agent: to.id, agentName: to.name, offer: null, excess: to.load >= to.capacity ? 1 : 0 } };
        entries.push(add(kept, { kind: 'event', event: { type: 'assigned', agent: to.id, agentName: to.name, reason: 'transferred' } }));
      }
    }
    changed(kept, entries);
    tell({ type: 'command', id: String(body['commandId'] ?? rest.split('/')[2]), refused: null });
  }, 400);
}

function moveTicket(id: string, resolved: boolean) {
  const kept = people.find(one => one.summary.ticket?.id === id);
  if (kept === undefined || kept.summary.ticket === null) return null;
  const ticket = { ...kept.summary.ticket, state: resolved ? ('resolved' as const) : ('open' as const), resolvedAt: resolved ? new Date().toISOString() : null };
  kept.summary = { ...kept.summary, ticket, work: { ...kept.summary.work, state: resolved ? 'idle' : 'assigned' }, ...(resolved ? { waitingSince: null, unanswered: 0 } : {}) };
  kept.tickets = kept.tickets.map(other => (other.id === id ? ticket : other));
  changed(kept, [add(kept, { kind: 'event', event: { type: resolved ? 'resolved' : 'reopened', agent: ME, agentName: user.name } })]);
  return ticket;
}

function customerWrites(body: Record<string, string>): void {
  const known = people.find(one => one.summary.id === body['conversation']);
  const kept = known ?? newcomer(body['name'] ?? 'Новый Клиент');
  const address = kept.addresses[0];
  const added = add(kept, { channel: address?.channel ?? 'web', address: address?.key ?? null, author: { kind: 'customer', id: kept.summary.customer.id, name: kept.summary.customer.name }, text: body['text'] ?? 'Здравствуйте!' });
  kept.summary = { ...kept.summary, preview: added.text ?? '', previewBy: 'customer', unanswered: kept.summary.unanswered + 1, waitingSince: kept.summary.waitingSince ?? added.at };
  changed(kept, [added]);
}

function newcomer(name: string): Kept {
  const model = structuredClone(people[1]);
  if (model === undefined) throw new Error('nobody to copy');
  const id = `c-new-${people.length}`;
  const kept: Kept = { ...model, entries: [], tickets: [], summary: { ...model.summary, id, version: 1, customer: { id: `k-${id}`, name }, lastSeq: 0, waitingSince: null, unanswered: 0 } };
  people.push(kept);
  return kept;
}

function waitingReason(id: string) {
  const row = people.find(one => one.summary.id === id)?.summary;
  const steps = row?.work.steps ?? [{ requirement: { all: row?.work.needs ?? [] }, desk: null, supervisors: false, seconds: null }];
  const reason = (one: (typeof shift)[number]) => ({ agent: one.id, name: one.name, reason: one.presence === 'AVAILABLE' ? 'full' : one.presence.toLowerCase(), presence: one.presence, load: one.load, capacity: one.capacity, lacks: null, passedAt: null, room: null });
  return {
    conversation: id, desk: 'support', since: row?.work.since, place: 3, waiting: 6, step: { number: 1, of: steps.length, needs: steps[0] },
    changes: steps.length > 1 ? [{ at: new Date(Date.now() + 40_000).toISOString(), step: 2, needs: steps[1], overflow: null }] : [],
    agents: shift.filter(one => one.skills.some(skill => row?.work.needs.some(need => need.skill === skill.skill))).map(reason), excluded: { 'no-skill': 6, full: 1, away: 1 },
  };
}

function decisions() {
  const at = new Date(Date.now() - 74 * 60_000).toISOString();
  const since = new Date(Date.parse(at) - 96 * 60_000).toISOString();
  const ago = (count: number) => new Date(Date.parse(at) - count * 60_000).toISOString();
  const one = (agent: string, fit: number, load: number, capacity: number, last: number) => ({ agent, name: shift.find(other => other.id === agent)?.name ?? agent, lastAgent: false, fit, load, capacity, ratio: load / capacity, lastAssignedAt: ago(last) });
  return [
    { id: 'd-3', at, kind: 'assigned', configurationVersion: 41, input: { partition: 0, offset: 77 }, rules: ['Деньги и возвраты'], rank: { since, priority: 60, score: Date.parse(since) / 1000 - 900 }, needs: [{ skill: 'refunds', level: 4 }], step: { number: 1, of: 3, needs: refundSteps[0] }, relaxesAt: new Date(Date.parse(at) + 46_000).toISOString(), chosen: { ...one(ME, 0, 2, 5, 7), reason: 'chosen' },
      runnersUp: [{ ...one('darya', 1, 5, 6, 3), reason: 'less-fit' }, { ...one('oleg', 0, 0, 5, 1160), reason: 'away', lastAgent: true }, { ...one('matvey', -1, 3, 5, 11), reason: 'no-skill', lacks: { skill: 'refunds', level: 4 } }, { ...one('ruslan', -1, 5, 5, 1), reason: 'no-skill', lacks: { skill: 'refunds', level: 4 } }, { ...one('sofya', 0, 3, 4, 5), reason: 'declined', passedAt: ago(1) }], excluded: { offline: 3, away: 1, 'no-skill': 4, full: 1 } },
    { id: 'd-2', at: ago(6), kind: 'requeued', configurationVersion: 41, input: { partition: 0, offset: 70 }, rules: ['Деньги и возвраты'], rank: { since, priority: 60, score: Date.parse(since) / 1000 - 900 }, needs: [{ skill: 'refunds', level: 4 }], chosen: null, runnersUp: [], excluded: { offline: 4, full: 2 } },
  ];
}
