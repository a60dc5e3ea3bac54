import { IconChevronDown } from '@tabler/icons-react';
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListName } from '../api/types.ts';
import { useStore } from '../live/store.ts';
import { useNow } from '../look/now.ts';
import { useOnePane } from '../look/width.ts';
import type { Group, Place } from './order.ts';
import { Row } from './Row.tsx';
import { seen } from './seen.ts';
import css from './list.module.css';

type Line = { kind: 'group'; group: Group; count: number } | { kind: 'row'; place: Place };

interface Props {
  places: Place[];
  list: ListName;
  open: string | undefined;
  me: string;
  onEnd: () => void;
}

/** Only the rows near the window are in the page; the heading of the group one is in stays at the top. */
export function Rows({ places, list, open, me, onEnd }: Props) {
  const { t } = useTranslation();
  const now = useNow();
  const read = useStore(seen);
  const lines = useMemo(() => linesOf(places), [places]);
  const headings = useMemo(() => lines.flatMap((line, at) => (line.kind === 'group' ? [at] : [])), [lines]);
  const scroller = useRef<HTMLDivElement>(null);
  const sticky = useRef(0);
  const rowHeight = useOnePane() === true ? 61 : 56;
  const extract = useCallback((range: Range) => {
    sticky.current = headings.filter(at => at <= range.startIndex).at(-1) ?? 0;
    return [...new Set([sticky.current, ...defaultRangeExtractor(range)])].sort((a, b) => a - b);
  }, [headings]);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: at => (lines[at]?.kind === 'group' ? 28 : rowHeight),
    getItemKey: at => keyOf(lines[at], at),
    rangeExtractor: extract,
    overscan: 8,
    initialRect: { width: 352, height: 800 },
  });

  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= lines.length - 6) onEnd();
  }, [last, lines.length, onEnd]);
  useEffect(() => virtual.measure(), [virtual, rowHeight]);

  const at = lines.findIndex(line => line.kind === 'row' && line.place.row.id === open);
  useEffect(() => {
    if (at !== -1) virtual.scrollToIndex(at, { align: 'auto' });
    // Only opening another conversation scrolls: a row that moves does not pull the list after it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [open]);

  return (
    <div ref={scroller} className={css['rows']} tabIndex={-1}>
      <div role="list" aria-label={t('list.rows')} style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {items.map(item => {
          const line = lines[item.index];
          if (line === undefined) return null;
          if (line.kind === 'group') {
            const stuck = item.index === sticky.current;
            return (
              <div key={item.key} role="listitem" className={css['group']}
                style={stuck ? { position: 'sticky', top: 0 } : { position: 'absolute', top: item.start }}>
                <IconChevronDown size={14} aria-hidden className="icon" />
                {t(`list.group.${line.group}`)} <span className="num">{line.count}</span>
              </div>
            );
          }
          const { row } = line.place;
          return (
            <div key={item.key} role="listitem" className={css['slot']} style={{ top: item.start }}>
              <Row
                place={line.place}
                to={`/inbox/${list}/${row.id}`}
                selected={row.id === open}
                unread={row.unanswered > 0 || (row.previewBy === 'customer' && row.lastSeq > (read[row.id] ?? 0) && row.waitingSince !== null)}
                mine={row.work.agent === me}
                now={now}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function keyOf(line: Line | undefined, at: number): string | number {
  if (line === undefined) return at;
  return line.kind === 'group' ? `group-${line.group}` : line.place.row.id;
}

function linesOf(places: Place[]): Line[] {
  const lines: Line[] = [];
  let group: Group = 'none';
  for (const place of places) {
    if (place.group !== group) {
      group = place.group;
      lines.push({ kind: 'group', group, count: places.filter(other => other.group === place.group).length });
    }
    lines.push({ kind: 'row', place });
  }
  return lines;
}
