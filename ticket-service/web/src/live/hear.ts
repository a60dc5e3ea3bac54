import type { QueryClient } from '@tanstack/react-query';
import type {
  AgentOnDuty, Board, ConversationDetail, ConversationFrame, Counts, EntryPage, Found, ListName, Me, ServerFrame, Work,
} from '../api/types.ts';
import { agentOnBoard, applyToBoard, applyToOffers, applyToOwned, countOnBoard, queuesOnBoard } from './applyBoard.ts';
import { applyCounts, applyToDetail, applyToEntries, applyToList, type Pages } from './apply.ts';
import * as commands from './commands.ts';
import { live } from './live.ts';
import { keys } from './queries.ts';

/** Applies one frame to everything that is held. */
export function hear(client: QueryClient, frame: ServerFrame): void {
  switch (frame.type) {
    case 'conversation':
      hearConversation(client, frame);
      break;
    case 'counts':
      hearCounts(client, frame);
      client.setQueryData<Board>(keys.board, held => (held === undefined ? held : countOnBoard(held, frame.queue)));
      break;
    case 'queues':
      client.setQueryData<Board>(keys.board, held => (held === undefined ? held : queuesOnBoard(held, frame.queues)));
      break;
    case 'agent':
      hearAgent(client, frame.agent);
      break;
    case 'command':
      if (frame.refused === null) commands.done(frame.id);
      else commands.refuse(frame.id, frame.refused);
      break;
    case 'typing':
      live.typing.update(all => ({ ...all, [frame.conversation]: { address: frame.address, at: Date.now() } }));
      break;
    default:
      break;
  }
  if ('feed' in frame && frame.type !== 'welcome') live.heard(frame.feed);
}

function hearConversation(client: QueryClient, frame: ConversationFrame): void {
  const news = live.log.add(frame);
  if (news) {
    for (const [key, held] of client.getQueriesData<Pages>({ queryKey: ['list'] })) {
      if (held === undefined) continue;
      const changed = applyToList(held, frame, key[1] as ListName, key[2] !== '');
      if (changed !== held) client.setQueryData(key, changed);
    }
    hearDetail(client, frame);
    hearBoard(client, frame);
    commands.settle(frame.summary.id, SETTLED[frame.summary.work.state]);
  }
  hearEntries(client, frame);
}

/** Wishes that have come true once work stands so. */
const SETTLED: Record<Work['state'], commands.Wish[]> = {
  idle: ['give-back', 'transfer'],
  queued: ['give-back', 'decline', 'transfer'],
  offered: ['give-back', 'decline', 'transfer'],
  assigned: ['take', 'accept', 'assign', 'transfer'],
  held: ['hold'],
};

function hearBoard(client: QueryClient, frame: ConversationFrame): void {
  client.setQueryData<Board>(keys.board, held => (held === undefined ? held : applyToBoard(held, frame)));
  const me = client.getQueryData<Me>(keys.me)?.user.id;
  for (const [key, held] of client.getQueriesData<Found>({ queryKey: ['owned'] })) {
    if (held !== undefined) client.setQueryData(key, applyToOwned(held, frame, key[1] as string));
  }
  if (me !== undefined) client.setQueryData<Found>(keys.offers, held => (held === undefined ? held : applyToOffers(held, frame, me)));
}

function hearDetail(client: QueryClient, frame: ConversationFrame): void {
  const key = ['conversation', frame.summary.id];
  const held = client.getQueryData<ConversationDetail>(key);
  if (held === undefined) return;
  const { data, stale } = applyToDetail(held, frame);
  if (data !== held) client.setQueryData(key, data);
  if (stale) void client.invalidateQueries({ queryKey: key });
}

function hearEntries(client: QueryClient, frame: ConversationFrame): void {
  const key = ['entries', frame.summary.id];
  const held = client.getQueryData<EntryPage>(key);
  if (held === undefined) return;
  const { data, stale } = applyToEntries(held, frame);
  if (data !== held) client.setQueryData(key, data);
  const unseen = frame.entries.length === 0 && live.conversation !== frame.summary.id;
  if (stale || unseen) void client.invalidateQueries({ queryKey: key, refetchType: stale ? 'active' : 'none' });
  if (frame.entries.some(entry => entry.kind === 'message')) {
    live.typing.update(({ [frame.summary.id]: _, ...others }) => others);
  }
}

function hearCounts(client: QueryClient, { mine, queue, all }: Counts): void {
  for (const [key, held] of client.getQueriesData<Pages>({ queryKey: ['list'] })) {
    if (held === undefined) continue;
    const changed = applyCounts(held, { mine, queue, all });
    if (changed !== held) client.setQueryData(key, changed);
  }
}

function hearAgent(client: QueryClient, agent: AgentOnDuty): void {
  client.setQueryData<Me>(['me'], held =>
    held === undefined || held.user.id !== agent.id
      ? held
      : {
          ...held,
          load: agent.load,
          capacity: agent.capacity,
          presence: { ...held.presence, state: agent.presence, status: agent.status ?? null, cause: agent.cause ?? null, pending: null },
        },
  );
  client.setQueryData<Board>(keys.board, held => (held === undefined ? held : agentOnBoard(held, agent)));
  client.setQueryData<AgentOnDuty[]>(['agents'], held =>
    held?.map(other => (other.id === agent.id ? agent : other)),
  );
}
