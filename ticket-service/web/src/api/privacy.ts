import { call } from './call.ts';
import { renew, sessionState } from './session.ts';
import { problemOf } from './problem.ts';

/** Everything of a customer: taken away as one archive, or erased with a receipt. Supervisors and admins ask for it. */
const ROOT = '/api/routing';

export interface RequestPart {
  service: string;
  at: string;
  counts: { what: string; rows: number }[];
}

/** What has come of it. `logGoneBy`: until when Kafka may hold what travelled. */
export interface PrivacyRequest {
  id: string;
  customer: string;
  conversations: number;
  addresses: Record<string, number>;
  by: string;
  at: string;
  state: 'running' | 'done' | 'expired';
  waitsFor: string[];
  doneAt: string | null;
  parts: RequestPart[];
  logGoneBy: string | null;
  deadLettersGoneBy: string | null;
}

export type Kind = 'exports' | 'erasures';

export const ask = (kind: Kind, id: string, customer: string) =>
  call<PrivacyRequest>(`${ROOT}/${kind}/${id}`, { method: 'PUT', body: { customer } });

export const look = (kind: Kind, id: string, signal?: AbortSignal) =>
  call<PrivacyRequest>(`${ROOT}/${kind}/${id}`, signal === undefined ? {} : { signal });

/** The archive as a file of this browser. */
export async function archive(id: string): Promise<Blob> {
  const state = sessionState();
  const token = state.status === 'in' ? state.token : await renew();
  const answer = await fetch(`${ROOT}/exports/${id}/archive`, { headers: token === null ? {} : { Authorization: `Bearer ${token}` } });
  if (!answer.ok) throw await problemOf(answer);
  return answer.blob();
}
