import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { Summary } from '../api/types.ts';
import { useKeys } from '../keys/keys.ts';
import { live } from '../live/live.ts';
import { useOffers } from '../live/queries.ts';
import { useStore } from '../live/store.ts';
import { useNow } from '../look/now.ts';
import { useWishes } from '../thread/wishes.ts';
import { endingOf, ring, type Ending } from './offers.ts';
import { OfferCard } from './OfferCard.tsx';

const FAREWELL = 6_000;

/** The offer that ends first, over the customer pane. It takes no focus; A takes it, D leaves it to others. */
export function Offers({ me, compact = false }: { me: string; compact?: boolean }) {
  const now = useNow(1_000);
  const held = useOffers(me, true).data?.items;
  const offers = useMemo(() => held ?? [], [held]);
  const link = useStore(live.link);
  const standing = offers.filter(row => endOf(row) + FAREWELL > now);
  const first = [...standing].sort((a, b) => (a.work.offer?.until ?? '').localeCompare(b.work.offer?.until ?? ''))[0];
  const ended = useEnded(first, offers, me, useShowing());
  const heard = useRef(new Set<string>());
  useEffect(() => {
    const fresh = offers.filter(row => !heard.current.has(offerOf(row)));
    fresh.forEach(row => heard.current.add(offerOf(row)));
    if (fresh.length > 0) ring();
  }, [offers]);
  if (first !== undefined && endOf(first) <= now) return <OfferCard row={first} ending={{ kind: 'expired' }} more={0} me={me} compact={compact} />;
  if (first !== undefined) return <Live key={offerOf(first)} row={first} more={standing.length - 1} me={me} compact={compact} lost={link.state === 'lost'} />;
  return ended === null ? null : <OfferCard row={ended.row} ending={ended.ending} more={0} me={me} compact={compact} />;
}

const endOf = (row: Summary) => Date.parse(row.work.offer?.until ?? '');
const offerOf = (row: Summary) => `${row.id} ${row.work.offer?.until ?? ''}`;

function Live({ row, more, me, compact, lost }: { row: Summary; more: number; me: string; compact: boolean; lost: boolean }) {
  const wishes = useWishes(row);
  const navigate = useNavigate();
  const busy = wishes.pending('accept') || wishes.pending('decline');
  const take = () => wishes.make('accept');
  const decline = () => wishes.make('decline');
  useKeys({ KeyA: take, KeyD: decline }, !busy && !lost);
  return (
    <OfferCard row={row} ending={null} more={more} me={me} compact={compact} busy={busy || lost} refusals={wishes.refusals} take={take} decline={decline}
      open={() => void navigate(`/inbox/all/${row.id}`)} />
  );
}

/** A list without an open conversation. */
const NOTHING_OPEN = /^\/inbox\/[^/]+\/?$/;

/** Opens what I took, unless I read something else: nothing moves under the reader. */
function useShowing(): (row: Summary) => void {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const at = useRef(pathname);
  useEffect(() => {
    at.current = pathname;
  }, [pathname]);
  return useCallback(row => {
    if (NOTHING_OPEN.test(at.current)) void navigate(`/inbox/mine/${row.id}`);
  }, [navigate]);
}

/** What became of the offer shown last, told for a few seconds; one that was declined or taken here needs no word. */
function useEnded(first: Summary | undefined, offers: Summary[], me: string, mine: (row: Summary) => void): { row: Summary; ending: Ending } | null {
  const shown = useRef<Summary | null>(null);
  const [ended, setEnded] = useState<{ row: Summary; ending: Ending } | null>(null);
  useEffect(() => {
    const before = shown.current;
    shown.current = first ?? null;
    if (before === null || offers.some(row => offerOf(row) === offerOf(before))) return;
    const now = live.log.since(0).filter(frame => frame.summary.id === before.id).at(-1)?.summary;
    const ending = endingOf(before, now, me, Date.now());
    setEnded({ row: before, ending });
    if (ending.kind === 'mine') mine(before);
  }, [first, offers, me, mine]);
  useEffect(() => {
    if (ended === null) return undefined;
    const timer = setTimeout(() => setEnded(null), FAREWELL);
    return () => clearTimeout(timer);
  }, [ended]);
  return ended === null || ended.ending.kind === 'mine' ? null : ended;
}
