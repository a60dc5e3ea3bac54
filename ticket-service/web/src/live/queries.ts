import {
  QueryClient, useInfiniteQuery, useQueries, useQuery, type InfiniteData, type QueryFunctionContext,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import * as inbox from '../api/inbox.ts';
import { Problem } from '../api/problem.ts';
import * as routing from '../api/routing.ts';
import type { Board, ConversationDetail, Desk, EntryPage, Found, ListName, ListPage } from '../api/types.ts';
import { learn } from '../words/words.ts';
import { applyToDetail, applyToEntries, applyToList, joinPages, mergeEntries } from './apply.ts';
import { applyToBoard, applyToOffers } from './applyBoard.ts';
import { live } from './live.ts';
import { entryKey, spans } from './woven.ts';

/** Server state in one place: what was read, brought up to date with the frames that came while it was read. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Infinity,
      gcTime: 10 * 60_000,
      retry: (count, error) => !(error instanceof Problem && error.status < 500) && count < 2,
      networkMode: 'always',
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    },
    mutations: { networkMode: 'always' },
  },
});

export const keys = {
  me: ['me'] as const,
  agents: ['agents'] as const,
  list: (list: ListName, q: string) => ['list', list, q] as const,
  detail: (id: string) => ['conversation', id] as const,
  entries: (id: string) => ['entries', id] as const,
  decisions: (id: string) => ['decisions', id] as const,
  board: ['board'] as const,
  hour: ['board-hour'] as const,
  offers: ['offers'] as const,
  owned: (agent: string) => ['owned', agent] as const,
  desks: ['desks'] as const,
  skills: ['skills'] as const,
  statuses: ['statuses'] as const,
  weights: ['weights'] as const,
};

type ListKey = ReturnType<typeof keys.list>;

async function readList(context: QueryFunctionContext<ListKey, string | null>): Promise<ListPage> {
  const [, list, q] = context.queryKey;
  const started = live.begin();
  const page = await inbox.list(list, context.pageParam, q, context.signal);
  const frames = live.finish(started, page.feed, context.queryKey);
  let held = { pages: [page], pageParams: [] as unknown[] };
  for (const frame of frames) held = applyToList(held, frame, list, q !== '' || context.pageParam !== null) as typeof held;
  return held.pages[0] ?? page;
}

export function useList(list: ListName, q: string) {
  return useInfiniteQuery<ListPage, Error, InfiniteData<ListPage, string | null>, ListKey, string | null>({
    queryKey: keys.list(list, q),
    queryFn: readList,
    initialPageParam: null,
    getNextPageParam: page => page.next,
  });
}

export function useDetail(id: string | undefined) {
  return useQuery<ConversationDetail>({
    queryKey: keys.detail(id ?? ''),
    enabled: id !== undefined,
    queryFn: async ({ signal, queryKey }) => {
      const started = live.begin();
      let detail = await inbox.detail(id ?? '', signal);
      for (const frame of live.finish(started, detail.feed, queryKey)) {
        if (frame.summary.id === id) detail = applyToDetail(detail, frame).data;
      }
      return detail;
    },
  });
}

export function useEntries(id: string | undefined) {
  return useQuery<EntryPage>({
    queryKey: keys.entries(id ?? ''),
    enabled: id !== undefined,
    queryFn: async ({ signal, queryKey }) => {
      const started = live.begin();
      let page = await inbox.entries(id ?? '', [], signal);
      for (const frame of live.finish(started, page.feed, queryKey)) {
        if (frame.summary.id === id) page = applyToEntries(page, frame).data;
      }
      return joinPages(queries.getQueryData<EntryPage>(keys.entries(id ?? '')), page);
    },
  });
}

/** Puts the next older page before what is held of a transcript. */
export async function loadOlder(id: string): Promise<void> {
  const held = queries.getQueryData<EntryPage>(keys.entries(id));
  const first = held?.items[0];
  if (held === undefined || first === undefined || !held.more) return;
  const bounds = [...spans(held.items)].map(([strand, held]) => (strand === '' ? String(held.first) : `${strand}:${held.first}`));
  const older = await inbox.entries(id, bounds);
  queries.setQueryData<EntryPage>(keys.entries(id), now =>
    now === undefined || now.items[0] === undefined || entryKey(now.items[0]) !== entryKey(first)
      ? now
      : { ...now, more: older.more, items: mergeEntries(older.items, now.items) },
  );
}

export function useMe() {
  return useQuery({ queryKey: keys.me, queryFn: ({ signal }) => inbox.me(signal) });
}

export function useBoard(enabled = true) {
  return useQuery<Board>({
    queryKey: keys.board,
    enabled,
    queryFn: async ({ signal, queryKey }) => {
      const started = live.begin();
      const board = await inbox.board(signal);
      return live.finish(started, board.feed, queryKey).reduce(applyToBoard, board);
    },
  });
}

export function useLastHour() {
  return useQuery({ queryKey: keys.hour, queryFn: ({ signal }) => inbox.lastHour(signal), refetchInterval: 60_000 });
}

/** How many first answers there were in the last hour, and how many in the time that their desk has set; null while not known. */
export function useAnswered(desks: Desk[] | undefined): { answered: number; within: number } | null {
  return useQueries({
    queries: (desks ?? []).map(desk => ({
      queryKey: ['answers', desk.id, desk.policy?.dueAfterSeconds], enabled: (desk.policy?.dueAfterSeconds ?? 0) > 0, refetchInterval: 60_000,
      queryFn: ({ signal }: { signal: AbortSignal }) => inbox.answers(desk.id, desk.policy?.dueAfterSeconds ?? 1, signal),
    })),
    combine: all => {
      const known = all.flatMap(one => (one.data === undefined ? [] : [one.data]));
      return known.length === 0 ? null : known.reduce((sum, one) => ({ answered: sum.answered + one.answered, within: sum.within + one.within }));
    },
  });
}

/** What I am asked to take. */
export function useOffers(me: string, enabled: boolean) {
  return useQuery<Found>({
    queryKey: keys.offers,
    enabled,
    queryFn: async ({ signal, queryKey }) => {
      const started = live.begin();
      const found = await inbox.offers(signal);
      return live.finish(started, found.feed, queryKey).reduce((held, frame) => applyToOffers(held, frame, me), found);
    },
  });
}

/** What an agent has; read anew whenever it is looked at. */
export function useOwned(agent: string | null) {
  return useQuery({
    queryKey: keys.owned(agent ?? ''), enabled: agent !== null, staleTime: 0, queryFn: ({ signal }) => inbox.owned(agent ?? '', signal),
  });
}

export function useAgents(enabled = true) {
  return useQuery({ queryKey: keys.agents, enabled, staleTime: 30_000, queryFn: ({ signal }) => inbox.agents(signal) });
}

const NAMES = 5 * 60_000;
export const useDesks = (enabled = true) =>
  useQuery({ queryKey: keys.desks, enabled, staleTime: NAMES, queryFn: ({ signal }) => routing.desks(signal) });
export const useSkills = (enabled = true) =>
  useQuery({ queryKey: keys.skills, enabled, staleTime: NAMES, queryFn: ({ signal }) => routing.skills(signal) });
/** Makes desks and skills that the catalogue does not know be shown by name wherever they are named. */
export function useOwnWords(): void {
  const desks = useDesks().data;
  const skills = useSkills().data;
  useEffect(() => {
    if (desks !== undefined) learn('desk', desks);
    if (skills !== undefined) learn('skill', skills);
  }, [desks, skills]);
}
export const useWeights = (enabled = true) =>
  useQuery({ queryKey: keys.weights, enabled, staleTime: NAMES, queryFn: ({ signal }) => routing.weights(signal) });
export const useStatuses = (enabled = true) =>
  useQuery({ queryKey: keys.statuses, enabled, staleTime: NAMES, queryFn: ({ signal }) => inbox.statuses(signal) });

export function useDecisions(id: string, enabled: boolean) {
  return useQuery({
    queryKey: keys.decisions(id),
    enabled,
    staleTime: 0,
    queryFn: ({ signal }) => routing.decisions(id, signal),
  });
}
