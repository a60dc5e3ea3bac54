import type { ListName, Summary } from '../api/types.ts';

/**
 * What the reader of a list sees, and in which order. Nothing moves under the reader: while pointer or focus is in the
 * list, rows keep their places, rows that have gone stay, and new ones wait, unless they belong below everything shown.
 */
export type Group = 'waiting' | 'held' | 'customer' | 'resolved' | 'idle' | 'none';

export interface Place {
  row: Summary;
  group: Group;
  gone: boolean;
}

export interface Shelf {
  places: Place[];
  /** New rows that wait to be shown. */
  fresh: number;
}

const groups: Group[] = ['waiting', 'held', 'customer', 'resolved', 'idle', 'none'];

export function groupOf(row: Summary, list: ListName): Group {
  if (list !== 'mine') return 'none';
  if (row.waitingSince !== null) return 'waiting';
  if (row.work.state === 'held') return 'held';
  if (row.ticket === null) return 'idle';
  return row.ticket.state === 'open' ? 'customer' : 'resolved';
}

/** By the time a customer waits in it; in the queue by the time it waits there, which is how its pages come. */
function waitingFirst(a: Summary, b: Summary, list: ListName): number {
  const since = (row: Summary) => (list === 'queue' ? row.work.since : row.waitingSince) ?? row.lastAt;
  return since(a).localeCompare(since(b)) || a.id.localeCompare(b.id);
}

function newestFirst(a: Summary, b: Summary): number {
  return b.lastAt.localeCompare(a.lastAt) || a.id.localeCompare(b.id);
}

function compare(a: Place, b: Place, list: ListName): number {
  const order = groups.indexOf(a.group) - groups.indexOf(b.group);
  if (order !== 0) return order;
  return list === 'queue' || a.group === 'waiting' ? waitingFirst(a.row, b.row, list) : newestFirst(a.row, b.row);
}

export function arrange(rows: Summary[], list: ListName): Shelf {
  const once = new Map(rows.map(row => [row.id, row]));
  const places = [...once.values()].map(row => ({ row, group: groupOf(row, list), gone: false }));
  return { places: places.sort((a, b) => compare(a, b, list)), fresh: 0 };
}

/** The shelf after the rows changed. Returns the same object when the reader sees no difference. */
export function settle(shelf: Shelf, rows: Summary[], list: ListName, reading: boolean): Shelf {
  const wanted = arrange(rows, list);
  if (!reading || shelf.places.length === 0) return same(shelf, wanted) ? shelf : wanted;
  const now = new Map(wanted.places.map(place => [place.row.id, place]));
  const kept = shelf.places.map(place => {
    const current = now.get(place.row.id);
    return { row: current?.row ?? place.row, group: place.group, gone: current === undefined };
  });
  const shown = new Set(kept.map(place => place.row.id));
  const last = kept.at(-1);
  const unseen = wanted.places.filter(place => !shown.has(place.row.id));
  const below = unseen.filter(place => last !== undefined && compare(place, last, list) > 0);
  const next = { places: [...kept, ...below], fresh: unseen.length - below.length };
  return same(shelf, next) ? shelf : next;
}

function same(a: Shelf, b: Shelf): boolean {
  return (
    a.fresh === b.fresh &&
    a.places.length === b.places.length &&
    a.places.every((place, at) => {
      const other = b.places[at];
      return place.row === other?.row && place.group === other.group && place.gone === other.gone;
    })
  );
}

/** The conversation `step` places after the open one; the first or last when none is open. */
export function neighbour(places: Place[], open: string | undefined, step: 1 | -1): string | undefined {
  const at = places.findIndex(place => place.row.id === open);
  if (at === -1) return (step === 1 ? places[0] : places.at(-1))?.row.id;
  return places[at + step]?.row.id;
}

/** The next one after the open conversation in which a customer waits, round the end. */
export function nextWaiting(places: Place[], open: string | undefined): string | undefined {
  const at = places.findIndex(place => place.row.id === open);
  const round = [...places.slice(at + 1), ...places.slice(0, Math.max(at, 0))];
  return round.find(place => place.row.waitingSince !== null && !place.gone)?.row.id;
}
