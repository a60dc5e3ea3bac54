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

/** A requirement as routing writes it: a skill, all of, one of, or none of these. */
export type Requirement = Need | { all: Requirement[] } | { any: Requirement[] } | { not: Requirement };

/** One step of what is needed: in force for `seconds` of the age in the queue, null for good. */
export interface NeedStep {
  requirement: Requirement;
  desk: string | null;
  supervisors: boolean;
  seconds: number | null;
}

export interface Me {
  user: User;
  presence: {
    state: Presence;
    version: number;
    pending?: Presence | null;
    /** A status of their own that stands for `state`. */
    status?: StatusName | null;
    /** Why routing and not the agent changed it: `silent` after unanswered offers. */
    cause?: string | null;
  };
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
  /** When a hold ends. */
  until?: string | null;
  priority: number;
  needs: Need[];
  steps?: NeedStep[] | null;
  reason: string | null;
  /** Units above the owner's capacity. */
  excess?: number;
  offer?: Offer | null;
  tags?: string[];
  vip?: boolean;
}

/** Somebody is asked until a time; `from` is the colleague who hands it over and keeps it until then. */
export interface Offer {
  agent: string;
  agentName: string | null;
  until: string;
  from: string | null;
  fromName: string | null;
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
  /** The conversation that goes on for this one, once it is a strand of it. */
  survivor?: string | null;
  strands?: string[];
  /** Rises whenever what routing knows of the customer is to be read anew. */
  profile?: number;
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
  /** By us: what comes from it is kept and opens nothing. */
  blocked?: boolean;
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
  /** The other conversation of a merge. */
  conversation?: string | null;
  merge?: string | null;
}

export interface Entry {
  /** The conversation it stands in, which may be a strand of the one that is open; `seq` counts within it. */
  strand?: string;
  /** Its place in time among the entries of all strands; never falls within a strand. */
  woven?: string;
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
  /** What a mail says around its words; `quoted` is a mail of ours to somebody else that it names. */
  letter?: {
    to: string[]; cc: string[]; replyTo?: string | null; sender: 'proved' | 'disproved' | 'unknown'; quoted?: { conversation?: string | null } | null;
    /** The mail it brings, by the forwarder's word; without an id who had forwarded this one. */
    forwarded?: { id?: string | null; name?: string | null; address: string } | null;
  } | null;
}

export interface EntryPage {
  feed: string;
  items: Entry[];
  more: boolean;
  /** The conversation and all that became part of it. */
  strands?: string[];
}

export interface AgentOnDuty {
  id: string;
  name: string;
  presence: Presence;
  status?: StatusName | null;
  cause?: string | null;
  since?: string | null;
  load: number;
  capacity: number;
  skills: Need[];
  desks: string[];
  supervisor?: boolean;
}

/** A desk's queue. `expectedSeconds` is for one who comes now, null while too little was measured. */
export interface QueueState {
  desk: string;
  waiting: number;
  oldest: string | null;
  available: number;
  expectedSeconds?: number | null;
  spreadSeconds?: number | null;
}

/** The live board; `waiting` counts all, `items` are those who would be next. */
export interface Board {
  feed: string;
  items: Summary[];
  waiting: number;
  queues: QueueState[];
  agents: AgentOnDuty[];
}

/** Tickets opened in each twelfth of the last hour, and how many were resolved in it. */
export interface LastHour {
  opened: number[];
  resolved: number;
}

export interface Found {
  feed: string;
  items: Summary[];
}

export interface Named {
  id: string;
  name: string;
}

/** A desk and what it decided of its queue; `worthMinutes` is by class, null where each point is worth a minute. */
export interface Desk extends Named {
  policy?: { ordering?: 'SCORE' | 'STRICT_CLASSES' | 'SLA_DUE' | null; dueAfterSeconds?: number | null; worthMinutes?: Partial<Record<'URGENT' | 'HIGH' | 'NORMAL' | 'LOW', number>> | null } | null;
}

/** A status of agents and the presence it stands for. */
export interface Status extends StatusName {
  presence: Presence;
}

export interface StatusName {
  id: string;
  nameRu: string;
  nameEn: string;
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
  /** Why they were or were not given it: `chosen`, `less-fit`, `no-skill`, `full` and so on; older decisions have none. */
  reason?: string | null;
  lacks?: Requirement | null;
  passedAt?: string | null;
  room?: { held: number; limit: number } | null;
}

/** Why an agent was not given a conversation, and what that hung on. */
export interface AgentReason {
  agent: string;
  name: string;
  reason: string;
  load: number;
  capacity: number;
  /** The part of the requirement they do not meet. */
  lacks: Requirement | null;
  /** When they declined, kept silent or gave it back. */
  passedAt: string | null;
  /** What they held of its channel, where that has a limit. */
  room: { held: number; limit: number } | null;
}

/** The same for one agent; `sameInput`: what was decided by changed the agent, too. */
export interface AgentExclusion extends Omit<AgentReason, 'name'> {
  at: string;
  decision: string | null;
  sameInput: boolean;
}

/** Why a conversation waits, in routing's own words. */
export interface WaitingReason {
  conversation: string;
  desk: string;
  since: string;
  place: number;
  waiting: number;
  step: { number: number; of: number; needs: NeedStep };
  /** What changes by itself, and when. */
  changes: { at: string; step: number | null; needs: NeedStep | null; overflow: string | null }[];
  /** Those who fit, and why they cannot; where nobody fits, what each lacks. */
  agents: AgentReason[];
  excluded: Record<string, number>;
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
  reason?: string | null;
  desk?: string | null;
  /** The step in force (from 1, of so many), and when the next one is. */
  step?: { number: number; of: number; needs: NeedStep } | null;
  relaxesAt?: string | null;
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
