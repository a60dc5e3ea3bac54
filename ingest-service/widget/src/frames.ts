import { webAddress } from './links';

/** What travels on the socket, version 1. */
export interface Attachment {
  name: string;
  mediaType: string;
  size: number;
  url: string | null;
}

/** One line of the visitor's own screen. `seq` has no gaps; `id` of a line of ours is the one we made. */
export interface Entry {
  seq: number;
  id: string;
  from: 'customer' | 'agent';
  text: string;
  agentName: string | null;
  at: string;
  attachments: Attachment[];
}

export type ServerFrame =
  | { type: 'welcome'; visitor: string; secret: string | null; last: number }
  | { type: 'accepted'; id: string; seq: number }
  | { type: 'refused'; id: string | null; code: string }
  | ({ type: 'entry' } & Entry)
  | { type: 'typing'; agentName: string | null }
  | { type: 'queue'; place: number | null; seconds: number | null }
  | ({ type: 'door' } & Door)
  | ({ type: 'desk' } & Desk)
  | { type: 'read'; seq: number }
  | { type: 'continue'; channel: string; url: string | null }
  | { type: 'ping' };

/** What a form may ask for. */
export const FIELDS = ['name', 'mail', 'phone', 'telegram'] as const;
export type Field = (typeof FIELDS)[number];
export type Typed = Partial<Record<Field, string>>;

/** How the door wants to be entered. */
export interface Door {
  ask: Partial<Record<Field, 'optional' | 'required'>>;
  topics: { id: string; ru: string; en: string }[];
  /** What is there while the desk is closed. */
  closed: 'form' | 'chat';
  signIn: boolean;
  /** Bytes of one file; null where the server does not say. */
  largest: number | null;
}

/** What is known of the desk: a time is a moment as ISO 8601, seconds are those a newcomer waits. */
export interface Desk {
  open: boolean;
  opensAt: string | null;
  seconds: number | null;
}

/** The page's word on who its visitor is. */
export type Identity = { token: string } | { externalId: string; hmac: string };

/** What we say of the visitor without proof. */
export interface About {
  language: string;
  typed: Typed;
  topic: string | null;
  page: string | null;
  referrer: string | null;
  attributes: Record<string, string | number | boolean>;
}

export type ClientFrame =
  | { type: 'hello'; visitor: string | null; secret: string | null; last: number; identity: Identity | null }
  | { type: 'message'; id: string; text: string; attachments: { upload: string }[]; form: boolean }
  | ({ type: 'about' } & About)
  | { type: 'leave' }
  | { type: 'typing' }
  | { type: 'seen'; seq: number }
  | { type: 'continue'; channel: 'telegram' | 'mail'; mail: string | null }
  | { type: 'continued'; token: string }
  | { type: 'pong' };

/** A frame as we know it, or null: unknown and broken frames are passed over, so that a newer server may say more. */
export function read(data: unknown): ServerFrame | null {
  if (typeof data !== 'string') return null;
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const frame = value as Record<string, unknown>;
  switch (frame['type']) {
    case 'welcome': {
      const visitor = text(frame['visitor']);
      return visitor === null
        ? null
        : { type: 'welcome', visitor, secret: text(frame['secret']), last: number(frame['last']) ?? 0 };
    }
    case 'accepted': {
      const id = text(frame['id']);
      const seq = number(frame['seq']);
      return id === null || seq === null ? null : { type: 'accepted', id, seq };
    }
    case 'refused':
      return { type: 'refused', id: text(frame['id']), code: text(frame['code']) ?? 'refused' };
    case 'entry':
      return entry(frame);
    case 'typing':
      return { type: 'typing', agentName: text(frame['agentName']) };
    case 'queue':
      return { type: 'queue', place: number(frame['place']), seconds: number(frame['seconds']) };
    case 'door':
      return door(frame);
    case 'desk':
      return { type: 'desk', open: frame['open'] !== false, opensAt: text(frame['opensAt']), seconds: number(frame['seconds']) };
    case 'read': {
      const seq = number(frame['seq']);
      return seq === null ? null : { type: 'read', seq };
    }
    case 'continue':
      return { type: 'continue', channel: text(frame['channel']) ?? '', url: webAddress(text(frame['url']) ?? '') };
    case 'ping':
      return { type: 'ping' };
    default:
      return null;
  }
}

function door(frame: Record<string, unknown>): ServerFrame {
  const asked = (frame['ask'] ?? {}) as Record<string, unknown>;
  const ask: Door['ask'] = {};
  for (const field of FIELDS) {
    const how = asked[field];
    if (how === 'optional' || how === 'required') ask[field] = how;
  }
  const topics = Array.isArray(frame['topics']) ? (frame['topics'] as Record<string, unknown>[]) : [];
  return {
    type: 'door',
    ask,
    topics: topics.flatMap((one) => {
      const [id, ru, en] = [text(one['id']), text(one['ru']), text(one['en'])];
      return id !== null && ru !== null && en !== null ? [{ id, ru, en }] : [];
    }),
    closed: frame['closed'] === 'chat' ? 'chat' : 'form',
    signIn: frame['signIn'] === true,
    largest: number(frame['largest']),
  };
}

function entry(frame: Record<string, unknown>): ServerFrame | null {
  const seq = number(frame['seq']);
  if (seq === null || seq < 1) return null;
  const files = Array.isArray(frame['attachments']) ? (frame['attachments'] as unknown[]) : [];
  return {
    type: 'entry',
    seq,
    id: text(frame['id']) ?? `entry-${seq}`,
    from: frame['from'] === 'agent' ? 'agent' : 'customer',
    text: text(frame['text']) ?? '',
    agentName: text(frame['agentName']),
    at: text(frame['at']) ?? new Date(0).toISOString(),
    attachments: files.flatMap((file) => attachment(file)),
  };
}

function attachment(value: unknown): Attachment[] {
  if (typeof value !== 'object' || value === null) return [];
  const file = value as Record<string, unknown>;
  return [
    {
      name: text(file['name']) ?? 'file',
      mediaType: text(file['mediaType']) ?? 'application/octet-stream',
      size: number(file['size']) ?? 0,
      url: text(file['url']),
    },
  ];
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function number(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
