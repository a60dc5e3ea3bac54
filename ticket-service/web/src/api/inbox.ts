import { call } from './call.ts';
import type {
  AgentOnDuty, Board, ConversationDetail, Entry, EntryPage, Found, LastHour, ListName, ListPage, Me, Need, Presence, Status, Ticket, Version,
} from './types.ts';

/** The inbox API, one function per thing the interface asks for or does. */
const ROOT = '/api/inbox';
const conversation = (id: string) => `${ROOT}/conversations/${encodeURIComponent(id)}`;

type Asked = { commandId: string };
type Signal = AbortSignal | undefined;
const abort = (signal: Signal) => (signal === undefined ? {} : { signal });

export const me = (signal?: Signal) => call<Me>(`${ROOT}/me`, abort(signal));
export const agents = (signal?: Signal) => call<AgentOnDuty[]>(`${ROOT}/agents`, abort(signal));

export function list(name: ListName, cursor: string | null, q: string, signal?: Signal): Promise<ListPage> {
  const query = new URLSearchParams({ list: name, limit: '50' });
  if (cursor !== null) query.set('cursor', cursor);
  if (q !== '') query.set('q', q);
  return call<ListPage>(`${ROOT}/conversations?${query.toString()}`, abort(signal));
}

export const detail = (id: string, signal?: Signal) => call<ConversationDetail>(conversation(id), abort(signal));

/** `before` says of each strand from which entry on it is held already: its number, or `strand:number`. */
export function entries(id: string, before: string[], signal?: Signal): Promise<EntryPage> {
  const query = new URLSearchParams({ limit: '50' });
  before.forEach(bound => query.append('before', bound));
  return call<EntryPage>(`${conversation(id)}/entries?${query.toString()}`, abort(signal));
}

export interface ReplyBody {
  text: string;
  to: string | null;
  attachments: string[];
  answers?: number;
  choices?: string[];
}

export const sendReply = (id: string, replyId: string, body: ReplyBody) =>
  call<Entry>(`${conversation(id)}/replies/${replyId}`, { method: 'PUT', body });

/** Changes a reply that was sent, or takes it back when there is no text. */
export const amend = (id: string, replyId: string, amendment: string, text: string | null) =>
  call<Entry>(`${conversation(id)}/replies/${encodeURIComponent(replyId)}/amendments/${amendment}`, { method: 'PUT', body: { text } });

export const versions = (id: string, seq: number) => call<Version[]>(`${conversation(id)}/entries/${seq}/versions`);

export const retryReply = (id: string, replyId: string, attempt: number) =>
  call<Entry>(`${conversation(id)}/replies/${encodeURIComponent(replyId)}/retry/${attempt}`, { method: 'PUT' });

export const writeNote = (id: string, noteId: string, text: string) =>
  call<Entry>(`${conversation(id)}/notes/${noteId}`, { method: 'PUT', body: { text } });

export const resolve = (ticket: string, commandId: string, upTo: number) =>
  call<Ticket>(`${ROOT}/tickets/${encodeURIComponent(ticket)}/resolution`, { method: 'PUT', body: { commandId, upTo } });

export const reopen = (ticket: string) =>
  call<Ticket>(`${ROOT}/tickets/${encodeURIComponent(ticket)}/resolution`, { method: 'DELETE' });

export const take = (id: string, commandId: string) =>
  call<{ commandId: string }>(`${conversation(id)}/assignment`, { method: 'PUT', body: { commandId, agent: null } });

export const giveBack = (id: string, commandId: string) =>
  call<{ commandId: string }>(`${conversation(id)}/assignment?commandId=${commandId}`, { method: 'DELETE' });

export const setPresence = (commandId: string, presence: Presence, status: string | null = null) =>
  call<Asked>(`${ROOT}/me/presence`, { method: 'PUT', body: { commandId, presence, status } });

export const statuses = (signal?: Signal) => call<Status[]>(`${ROOT}/statuses`, abort(signal));

export const offers = (signal?: Signal) => call<Found>(`${ROOT}/me/offers`, abort(signal));

export const accept = (id: string, commandId: string) =>
  call<Asked>(`${conversation(id)}/offer`, { method: 'PUT', body: { commandId } });

export const decline = (id: string, commandId: string) =>
  call<Asked>(`${conversation(id)}/offer?commandId=${commandId}`, { method: 'DELETE' });

/** To an agent, a desk or whoever has the skills; `override` is a supervisor's decision above capacity. */
export interface TransferWish {
  agent: string | null;
  desk: string | null;
  needs: Need[] | null;
  warm: boolean;
  override: boolean;
  note: string;
}

export const transfer = (id: string, transferId: string, wish: TransferWish) =>
  call<Asked>(`${conversation(id)}/transfers/${transferId}`, { method: 'PUT', body: wish });

export const prioritise = (id: string, commandId: string, priority: number) =>
  call<Asked>(`${conversation(id)}/priority`, { method: 'PUT', body: { commandId, priority } });

export const setNeeds = (id: string, commandId: string, needs: Need[]) =>
  call<Asked>(`${conversation(id)}/needs`, { method: 'PUT', body: { commandId, needs } });

export const hold = (id: string, commandId: string, until: string) =>
  call<Asked>(`${conversation(id)}/hold`, { method: 'PUT', body: { commandId, until } });

export const board = (signal?: Signal) => call<Board>(`${ROOT}/board`, abort(signal));
export const lastHour = (signal?: Signal) => call<LastHour>(`${ROOT}/board/hour`, abort(signal));
/** First answers of the last hour at a desk, and how many came within so many seconds. */
export const answers = (desk: string, within: number, signal?: Signal) =>
  call<{ answered: number; within: number }>(`${ROOT}/board/answers?${new URLSearchParams({ desk, within: String(within) }).toString()}`, abort(signal));
export const owned = (agent: string, signal?: Signal) =>
  call<Found>(`${ROOT}/board/agents/${encodeURIComponent(agent)}`, abort(signal));

export const downloadToken = (id: string, seq: number) =>
  call<{ token: string }>(`${conversation(id)}/entries/${seq}/downloads`, { method: 'POST' });

export function fileAddress(id: string, seq: number, index: number, token: string, inline: boolean): string {
  return `${conversation(id)}/entries/${seq}/attachments/${index}?${inline ? 'inline=1&' : ''}ticket=${encodeURIComponent(token)}`;
}

export const originalAddress = (id: string, seq: number, token: string, pictures: boolean) =>
  `${conversation(id)}/entries/${seq}/html?ticket=${encodeURIComponent(token)}${pictures ? '&pictures=1' : ''}`;
