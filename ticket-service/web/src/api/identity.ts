import { call } from './call.ts';

/** Who is behind a conversation, as routing knows it, and saying that two are one or are not. */
const ROOT = '/api/routing';

/** That an address is the customer's, and why. */
export interface Link {
  address: string;
  channel: string;
  label: string;
  evidence: string;
  detail: string | null;
  confidence: number;
  by: string | null;
  at: string;
  merge: string | null;
}

export interface Merge {
  id: string;
  survivor: string;
  absorbed: string;
  /** What the absorbed customer calls themselves. */
  name: string | null;
  evidence: string;
  detail: string | null;
  confidence: number;
  by: string | null;
  at: string;
  withdrawnAt: string | null;
  withdrawnBy: string | null;
  reason: string | null;
}

/** Somebody who may be the same. */
export interface Suggestion {
  id: string;
  conversation: string;
  name: string | null;
  addresses: string[];
  reason: string;
  detail: string | null;
  confidence: number;
  at: string;
}

export interface Identity {
  conversation: string;
  customer: string;
  strands: string[];
  links: Link[];
  merges: Merge[];
  suggestions: Suggestion[];
}

export const identity = (conversation: string, signal?: AbortSignal) =>
  call<Identity>(`${ROOT}/conversations/${encodeURIComponent(conversation)}/identity`, signal === undefined ? {} : { signal });

/** `survivor` goes on for both. */
export const merge = (id: string, survivor: string, absorbed: string) =>
  call<Merge>(`${ROOT}/merges/${id}`, { method: 'PUT', body: { survivor, absorbed } });

export const unmerge = (id: string, reason: string) =>
  call<Merge>(`${ROOT}/merges/${encodeURIComponent(id)}/withdrawal`, { method: 'PUT', body: { reason } });

/** What comes from a blocked address is kept and opens nothing. */
export const block = (address: string, blocked: boolean) =>
  call<null>(`${ROOT}/addresses/${encodeURIComponent(address)}/blocking`, { method: blocked ? 'PUT' : 'DELETE' });

export const dismiss = (suggestion: string) =>
  call<null>(`${ROOT}/suggestions/${encodeURIComponent(suggestion)}/dismissal`, { method: 'PUT' });
