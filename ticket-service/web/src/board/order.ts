import { useState } from 'react';
import type { Summary } from '../api/types.ts';
import type { Terms } from './score.ts';

export interface Placed {
  row: Summary;
  /** It waits no longer; it stays under the reader's eye until they look away. */
  gone: boolean;
}

export interface Order {
  placed: Placed[];
  /** What changed in the order that the reader has not been shown. */
  fresh: number;
}

/** The rows as they are shown: by rank, unless somebody reads them; then they keep their places. */
export function settle(shown: Placed[], rows: Summary[], reading: boolean, terms: Terms): Order {
  const wanted = terms.ranked(rows);
  if (!reading || shown.length === 0) return { placed: wanted.map(row => ({ row, gone: false })), fresh: 0 };
  const now = new Map(rows.map(row => [row.id, row]));
  const placed = shown.map(({ row }) => ({ row: now.get(row.id) ?? row, gone: !now.has(row.id) }));
  const known = new Set(placed.map(({ row }) => row.id));
  const kept = placed.filter(one => !one.gone).map(one => one.row.id);
  const order = wanted.filter(row => known.has(row.id)).map(row => row.id);
  const moved = order.filter((id, at) => kept[at] !== id).length;
  return { placed, fresh: moved + wanted.filter(row => !known.has(row.id)).length };
}

/** Keeps the order still while somebody reads; `show` puts it right at once. */
export function useOrder(rows: Summary[], reading: boolean, terms: Terms): Order & { show: () => void } {
  const [shown, setShown] = useState<Placed[]>([]);
  const order = settle(shown, rows, reading, terms);
  if (!same(shown, order.placed)) setShown(order.placed);
  return { ...order, show: () => setShown(settle([], rows, false, terms).placed) };
}

function same(a: Placed[], b: Placed[]): boolean {
  return a.length === b.length && a.every((one, at) => one.row === b[at]?.row && one.gone === b[at].gone);
}
