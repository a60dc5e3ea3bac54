import type {
  AgentOnDuty, Board, ConversationDetail, ConversationFrame, CustomerAddress, Entry, ListPage, Summary, Work,
} from '../api/types.ts';

/** Examples for tests: plain, and changed only where a test says so. */
export function summary(id: string, more: Partial<Summary> = {}): Summary {
  return {
    id, version: 1, customer: { id: `customer-${id}`, name: `Customer ${id}` }, channel: 'web', channels: ['web'], door: null,
    subject: null, preview: `preview of ${id}`, previewBy: 'customer', lastAt: '2026-11-22T10:00:00Z', waitingSince: null, unanswered: 0,
    work: { state: 'assigned', desk: 'support', agent: 'anna', agentName: 'Anna', since: '2026-11-22T09:00:00Z', priority: 0, needs: [], reason: null },
    ticket: { id: `ticket-${id}`, number: 7, state: 'open', openedAt: '2026-11-22T09:00:00Z', resolvedAt: null },
    lastSeq: 1, lastPlace: 1, ...more,
  };
}

export function entry(seq: number, more: Partial<Entry> = {}): Entry {
  return {
    seq, version: 1, kind: 'message', at: '2026-11-22T10:00:00Z', channel: 'web', address: 'web:1', door: null,
    author: { kind: 'customer', id: 'customer', name: 'Customer' }, text: `text ${seq}`, subject: null, quoted: null, html: false,
    attachments: [], delivery: null, replyId: null, editedAt: null, deleted: false, reactions: [], event: null, unreadable: null, ...more,
  };
}

export function frame(about: Summary, more: Partial<ConversationFrame> = {}): ConversationFrame {
  return { type: 'conversation', feed: 'f', summary: about, entries: [], lists: { mine: true, queue: false, all: true }, ...more };
}

export function page(items: Summary[], more: Partial<ListPage> = {}): ListPage {
  return { feed: 'f0', items, next: null, counts: { mine: items.length, queue: 0, all: items.length }, ...more };
}

export function address(key: string, more: Partial<CustomerAddress> = {}): CustomerAddress {
  const channel = key.startsWith('telegram') ? 'telegram' : key.startsWith('mail') ? 'mail' : 'web';
  return { key, channel, label: key, door: null, reachable: true, reason: null, lastUsedAt: null, ...more };
}

export function detail(about: Summary, addresses: CustomerAddress[]): ConversationDetail {
  const to = addresses[0]?.key;
  return {
    feed: 'f0', summary: about, addresses, tickets: about.ticket === null ? [] : [about.ticket],
    reply: to === undefined ? null : { to, reason: 'last-used' },
  };
}

export function agent(id: string, more: Partial<AgentOnDuty> = {}): AgentOnDuty {
  return {
    id, name: `${id[0]?.toUpperCase() ?? ''}${id.slice(1)}`, presence: 'AVAILABLE', status: null, cause: null, since: null, load: 0, capacity: 4,
    skills: [], desks: ['support'], supervisor: false, ...more,
  };
}

/** A conversation that waits since so many minutes before noon of the examples' day. */
export function waiting(id: string, minutes: number, work: Partial<Work> = {}): Summary {
  const since = new Date(NOON - minutes * 60_000).toISOString();
  return summary(id, {
    waitingSince: since, unanswered: 1,
    work: { state: 'queued', desk: 'support', agent: null, agentName: null, since, priority: 0, needs: [], reason: null, offer: null, ...work },
  });
}

export const NOON = Date.parse('2026-11-22T12:00:00Z');

export function board(items: Summary[], agents: AgentOnDuty[], more: Partial<Board> = {}): Board {
  return { feed: 'f0', items, waiting: items.length, queues: [], agents, ...more };
}
