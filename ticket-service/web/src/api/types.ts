/** What the inbox API and the live feed carry (version 1). Times are ISO-8601 in UTC; `seq` counts transcript entries. */

export type Channel = 'telegram' | 'mail' | 'web';
export type ListName = 'mine' | 'queue' | 'all';
export type Presence = 'AVAILABLE' | 'BUSY' | 'AWAY' | 'OFFLINE';

export interface User {
  id: string;
  name: string;
  roles: string[];
  language: string | null;
}

export interface Session {
  accessToken: string;
  expiresAt: string;
  user: User;
}

export interface Need {
  skill: string;
  level: number;
}

export interface Me {
  user: User;
  presence: { state: Presence; version: number; pending?: Presence | null };
  load: number;
  capacity: number;
  skills: Need[];
}

export interface Counts {
  mine: number;
  queue: number;
  all: number;
}

export interface Work {
  state: 'idle' | 'queued' | 'offered' | 'assigned' | 'held';
  desk: string | null;
  agent: string | null;
  agentName: string | null;
  since: string | null;
  priority: number;
  needs: Need[];
  reason: string | null;
}

export interface Ticket {
  id: string;
  number: number;
  state: 'open' | 'resolved';
  openedAt: string;
  resolvedAt: string | null;
  subject?: string | null;
}

export interface Summary {
  id: string;
  version: number;
  customer: { id: string; name: string };
  channel: Channel;
  channels: Channel[];
  door: { channel: Channel; name: string } | null;
  subject: string | null;
  preview: string;
  previewBy: 'customer' | 'agent' | 'note' | 'event';
  lastAt: string;
  waitingSince: string | null;
  unanswered: number;
  work: Work;
  ticket: Ticket | null;
  lastSeq: number;
  lastPlace: number;
}

export interface ListPage {
  feed: string;
  items: Summary[];
  next: string | null;
  counts: Counts;
}

export interface CustomerAddress {
  key: string;
  channel: Channel;
  label: string;
  door: string | null;
  reachable: boolean;
  reason: string | null;
  lastUsedAt: string | null;
}

export interface ConversationDetail {
  feed: string;
  summary: Summary;
  addresses: CustomerAddress[];
  tickets: Ticket[];
  reply: { to: string; reason: string } | null;
}

export interface FileInEntry {
  index: number;
  name: string;
  kind: string;
  mediaType: string;
  size: number | null;
  missing: string | null;
  /** What is no file, such as a place or a contact card. */
  detail?: string | null;
  media?: Media | null;
  card?: Card | null;
}

/** How a picture, film or sound is shown. */
export interface Media {
  width?: number | null;
  height?: number | null;
  seconds?: number | null;
  round: boolean;
  loop: boolean;
  covered: boolean;
}

/** What is no file, in fields. */
export interface Card {
  kind: string;
  title?: string | null;
  text?: string | null;
  latitude?: string | null;
  longitude?: string | null;
  phone?: string | null;
  own: boolean;
  closed: boolean;
  lines: { text: string; count?: number | null; marked: boolean }[];
}

/** A stretch of a text that is more than plain; `from` and `length` count UTF-16 units. */
export interface Span {
  kind: string;
  from: number;
  length: number;
  target?: string | null;
}

/** What an entry said before it was changed. */
export interface Version {
  text: string;
  spans?: Span[] | null;
  at: string;
}

export interface Delivery {
  state: 'waiting' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed';
  code: string | null;
  detail: string | null;
  perhapsTwice: boolean;
  attempt: number;
}

export interface EntryEvent {
  type: string;
  agent?: string | null;
  agentName?: string | null;
  reason?: string | null;
  desk?: string | null;
  decision?: string | null;
  /** What came with it, such as a button's data. */
  detail?: string | null;
}

export interface Entry {
  seq: number;
  version: number;
  kind: 'message' | 'reply' | 'note' | 'event';
  at: string;
  channel: Channel | null;
  address: string | null;
  door: string | { channel: Channel; name: string } | null;
  author: { kind: 'customer' | 'agent' | 'system'; id: string | null; name: string | null } | null;
  text: string | null;
  subject: string | null;
  quoted: string | null;
  html: boolean;
  attachments: FileInEntry[];
  delivery: Delivery | null;
  replyId: string | null;
  editedAt: string | null;
  deleted: boolean;
  reactions: string[];
  event: EntryEvent | null;
  unreadable: string | null;
  spans?: Span[] | null;
  /** Shared by entries that were sent as one. */
  album?: string | null;
  answered?: { seq?: number | null; author?: string | null; text?: string | null; chosen: boolean } | null;
  origin?: { kind: string; name?: string | null; username?: string | null; at?: string | null } | null;
  buttons?: { label: string; chosen: boolean }[] | null;
  choice?: boolean;
  amendment?: { id: string; withdraws: boolean; text: string; code: string | null } | null;
  /** Whether the channel can answer this very message. */
  answerable?: boolean;
}

export interface EntryPage {
  feed: string;
  items: Entry[];
  more: boolean;
}

export interface AgentOnDuty {
  id: string;
  name: string;
  presence: Presence;
  load: number;
  capacity: number;
}

export interface QueueState {
  desk: string;
  waiting: number;
  oldest: string | null;
  available: number;
}

export interface Upload {
  id: string;
  name: string;
  mediaType: string;
  size: number;
}

export interface Candidate {
  agent: string;
  name: string | null;
  lastAgent: boolean;
  fit: number;
  load: number;
  capacity: number;
  ratio: number;
  lastAssignedAt: string | null;
}

export interface Decision {
  id: string;
  at: string;
  kind: string;
  configurationVersion: number;
  input: { partition: number; offset: number } | null;
  rules: string[];
  rank: { since: string; priority: number; score: number } | null;
  needs: Need[];
  chosen: Candidate | null;
  runnersUp: Candidate[];
  excluded: Record<string, number>;
}

/** What the server says over the live feed. */
export type ServerFrame =
  | { type: 'welcome'; feed: string | null }
  | { type: 'restart' }
  | { type: 'unauthorised' }
  | ConversationFrame
  | ({ type: 'counts'; feed?: string } & Counts)
  | { type: 'agent'; feed?: string; agent: AgentOnDuty }
  | { type: 'queues'; feed?: string; queues: QueueState[] }
  | { type: 'command'; feed?: string; id: string; refused: string | null }
  | { type: 'typing'; feed?: string; conversation: string; address: string | null }
  | { type: 'ping'; feed?: string }
  | { type: 'error'; code: string };

export interface ConversationFrame {
  type: 'conversation';
  feed: string;
  summary: Summary;
  entries: Entry[];
  lists: Record<ListName, boolean>;
}
