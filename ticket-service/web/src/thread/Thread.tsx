import { IconArrowDown } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail, Entry, EntryPage } from '../api/types.ts';
import { outbox, unshown } from '../composer/outbox.ts';
import { useKeys } from '../keys/keys.ts';
import { markSeen, seen } from '../list/seen.ts';
import { loadOlder } from '../live/queries.ts';
import { useStore } from '../live/store.ts';
import { entryKey } from '../live/woven.ts';
import { useNow } from '../look/now.ts';
import { Button } from '../marks/Button.tsx';
import { dayHeading } from '../words/format.ts';
import { language } from '../words/words.ts';
import { Line } from './Line.tsx';
import { useThreadScroll } from './scroll.ts';
import { strand } from './strand.ts';
import { TypingNote } from './TypingNote.tsx';
import css from './thread.module.css';

/** The line that runs through everything said, in the colour of each channel. Mounted anew for each conversation. */
export function Thread({ detail, page, me, why }: { detail: ConversationDetail; page: EntryPage; me: string; why: () => void }) {
  const { t } = useTranslation();
  const { id } = detail.summary;
  const now = useNow(60_000);
  const sent = useStore(outbox);
  const [firstUnread] = useState(() => unreadFrom(detail, page));
  const pending = useMemo(() => unshown(sent, id, me, page.items), [sent, id, me, page.items]);
  const items = useMemo(() => strand(withMerges(page.items, id), pending, firstUnread), [page.items, id, pending, firstUnread]);
  const newest = page.items.filter(entry => (entry.strand ?? id) === id).at(-1)?.seq ?? 0;
  const arrived = page.items.filter(entry => entry.kind === 'message').length;
  const scroll = useThreadScroll(page.items[0] === undefined ? undefined : entryKey(page.items[0]), items.at(-1)?.key, arrived, pending.length);
  const older = useOlder(id, page, scroll.flow);

  useEffect(() => {
    if (!scroll.atEnd) return undefined;
    const see = () => {
      if (document.visibilityState === 'visible') markSeen(id, newest);
    };
    see();
    document.addEventListener('visibilitychange', see);
    return () => document.removeEventListener('visibilitychange', see);
  }, [id, newest, scroll.atEnd]);

  useKeys({
    KeyH: () => scroll.flow.current?.querySelector('[data-unread]')?.scrollIntoView({ block: 'center' }),
  });

  return (
    <div className={css['wrap']}>
      <div ref={scroll.flow} className={css['flow']} onScroll={() => { scroll.onScroll(); older.look(); }}
        tabIndex={0} role="log" aria-label={t('thread.label')}>
        <div ref={scroll.inner}>
          <div className={css['older']}>
            {older.failed ? (
              <span role="alert">{t('thread.olderFailed')} <Button small onClick={older.load}>{t('common.retry')}</Button></span>
            ) : page.more ? t('thread.older') : t('thread.start')}
          </div>
          <div className={css['strand']}>
            {items.map(item => {
              if (item.kind === 'day') return <div key={item.key} className={css['day']}><span>{dayHeading(t, language(), item.at, now)}</span></div>;
              if (item.kind === 'unread') {
                return <div key={item.key} className={css['unread']} data-unread><span>{t('thread.new', { count: item.count })}</span></div>;
              }
              return <Line key={item.key} item={item} detail={detail} me={me} why={why} />;
            })}
          </div>
          <TypingNote detail={detail} />
        </div>
      </div>
      {!scroll.atEnd && (
        <button type="button" className={css['jump']} onClick={scroll.toEnd}>
          <IconArrowDown size={14} aria-hidden className="icon" />
          {scroll.below > 0 ? t('thread.new', { count: scroll.below }) : t('thread.toEnd')}
        </button>
      )}
    </div>
  );
}

/** Both sides of a merge say so: together they say it once. What was undone cannot be undone again. */
function withMerges(entries: Entry[], id: string): Entry[] {
  const undone = new Set(entries.filter(entry => entry.event?.type === 'unmerged').map(entry => entry.event?.merge));
  return entries
    .filter(entry => entry.event?.type !== 'absorbed' || (entry.strand ?? id) === id)
    .map(entry => (entry.event?.type === 'merged' && undone.has(entry.event.merge) ? { ...entry, event: { ...entry.event, merge: null } } : entry));
}

/** The first message that this person has not seen; without a memory of it, the first that waits for an answer. */
function unreadFrom({ summary }: ConversationDetail, { items }: EntryPage): string | null {
  const read = seen.get()[summary.id];
  const unread = items.find(entry =>
    entry.kind === 'message' && (entry.strand ?? summary.id) === summary.id &&
    (read === undefined ? summary.waitingSince !== null && entry.at >= summary.waitingSince : entry.seq > read),
  );
  return unread === undefined ? null : entryKey(unread);
}

function useOlder(id: string, page: EntryPage, flow: React.RefObject<HTMLDivElement | null>) {
  const [failed, setFailed] = useState(false);
  const busy = useRef(false);
  const load = () => {
    if (busy.current || !page.more) return;
    busy.current = true;
    setFailed(false);
    loadOlder(id).catch(() => setFailed(true)).finally(() => {
      busy.current = false;
    });
  };
  const look = () => {
    const box = flow.current;
    if (box !== null && box.scrollTop < 400 && !failed) load();
  };
  // A page that does not fill the window can never be scrolled: it asks for more by itself.
  useEffect(() => {
    const box = flow.current;
    if (box !== null && box.clientHeight > 0 && box.scrollHeight <= box.clientHeight && page.more && !failed) load();
  });
  return { failed, load, look };
}
