import { call } from './call.ts';

/** What is known of a customer beside what they write. Routing has it. */
const ROOT = '/api/routing';

export type AddressState = 'blocked' | 'bouncing' | 'unreachable' | 'verified' | 'open';

export interface ProfileAddress {
  address: string;
  channel: string;
  label: string;
  door: string | null;
  state: AddressState;
  verified: boolean;
  reachable: boolean;
  reason: string | null;
  blockedBy: string | null;
  blockedAt: string | null;
}

/** `toldBy` is a user, or `machine:` and a key's id. */
export interface Attribute {
  name: string;
  value: string;
  asOf: string;
  toldBy: string;
  tellerName: string | null;
}

export interface Note {
  id: string;
  text: string;
  by: string;
  byName: string | null;
  at: string;
  changedAt: string | null;
}

/** A page of another system; without `url` something it needs is not known. */
export interface Elsewhere {
  id: string;
  name: string;
  url: string | null;
  missing: string[];
}

/** `called` and `speaks` are what we say, `told` and `tells` what channels do. */
export interface Profile {
  customer: string;
  conversation: string;
  since: string;
  name: string | null;
  called: string | null;
  told: string | null;
  language: string | null;
  speaks: string | null;
  tells: string | null;
  timeZone: string | null;
  rating: number | null;
  addresses: ProfileAddress[];
  phones: string[];
  externalIds: { realm: string; id: string }[];
  attributes: Attribute[];
  notes: Note[];
  links: Elsewhere[];
}

export interface Description {
  name: string;
  language: string;
  timeZone: string;
}

const of = (customer: string) => `${ROOT}/customers/${encodeURIComponent(customer)}`;

export const profile = (conversation: string, signal?: AbortSignal) =>
  call<Profile>(`${ROOT}/conversations/${encodeURIComponent(conversation)}/profile`, signal === undefined ? {} : { signal });

/** What is empty is again what the channels tell. */
export const describe = (customer: string, description: Description) =>
  call<Profile>(`${of(customer)}/profile`, { method: 'PUT', body: description });

/** Null takes an attribute away; what is not named stays. */
export const tell = (customer: string, attributes: Record<string, string | null>) =>
  call<Profile>(`${of(customer)}/attributes`, { method: 'PATCH', body: { attributes } });

export const writeNote = (customer: string, id: string, text: string) =>
  call<Profile>(`${of(customer)}/notes/${id}`, { method: 'PUT', body: { text } });

export const dropNote = (customer: string, id: string) => call<Profile>(`${of(customer)}/notes/${id}`, { method: 'DELETE' });
