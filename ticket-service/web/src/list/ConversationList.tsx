import { IconArrowUp, IconSortAscending } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Counts, ListName } from '../api/types.ts';
import { useKeys } from '../keys/keys.ts';
import { useList, useMe } from '../live/queries.ts';
import { useLasting } from '../look/now.ts';
import { Button } from '../marks/Button.tsx';
import { Empty } from '../marks/Empty.tsx';
import { Bone } from '../marks/Skeleton.tsx';
import { cause } from '../words/format.ts';
import { arrange, neighbour, nextWaiting, settle, type Shelf } from './order.ts';
import { useReading } from './reading.ts';
import { Rows } from './Rows.tsx';
import css from './list.module.css';

export const LISTS: ListName[] = ['mine', 'queue', 'all'];

/** One of the lists *mine*, *queue*, *all*. Mounted anew for each. */
export function ConversationList({ list, open }: { list: ListName; open: string | undefined }) {
  const { t } = useTranslation();
  const me = useMe();
  const query = useList(list, '');
  const { reading, watch } = useReading();
  const rows = useMemo(() => query.data?.pages.flatMap(page => page.items) ?? [], [query.data]);
  const [held, setShelf] = useState<Shelf>({ places: [], fresh: 0 });
  const shelf = settle(held, rows, list, reading);
  if (shelf !== held) setShelf(shelf);

  const showNew = () => setShelf(arrange(rows, list));
  useListKeys(shelf, list, open, showNew);
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  return (
    <section className={css['list']} aria-label={t(`list.${list}`)} {...watch}>
      <ListTabs list={list} counts={query.data?.pages[0]?.counts} />
      <div className={css['sort']}><IconSortAscending size={14} aria-hidden className="icon" />{t(`list.order.${list}`)}</div>
      <div role="status" className={css['status']}>
        {shelf.fresh > 0 && (
          <button type="button" className={css['fresh']} onClick={showNew} aria-keyshortcuts="U">
            <IconArrowUp size={14} aria-hidden className="icon" />{t('list.fresh', { count: shelf.fresh })}
          </button>
        )}
      </div>
      <div className={css['body']}>
        {query.isPending ? <RowSkeletons /> : query.data === undefined ? (
          <Empty title={t('list.failed', { cause: cause(t, query.error) })} retry={() => void query.refetch()} retryLabel={t('common.retry')} />
        ) : shelf.places.length === 0 ? (
          <EmptyList list={list} away={me.data !== undefined && me.data.presence.state !== 'AVAILABLE'} />
        ) : (
          <Rows places={shelf.places} list={list} open={open} me={me.data?.user.id ?? ''} onEnd={onEnd} />
        )}
      </div>
      {isFetchNextPageError && (
        <div className={css['more']} role="alert">
          {t('list.moreFailed')}<Button small onClick={() => void fetchNextPage()}>{t('common.retry')}</Button>
        </div>
      )}
    </section>
  );
}

function useListKeys(shelf: Shelf, list: ListName, open: string | undefined, showNew: () => void): void {
  const navigate = useNavigate();
  const go = (id: string | undefined) => {
    if (id !== undefined) void navigate(`/inbox/${list}/${id}`);
  };
  useKeys({
    KeyJ: () => go(neighbour(shelf.places, open, 1)),
    KeyK: () => go(neighbour(shelf.places, open, -1)),
    KeyN: () => go(nextWaiting(shelf.places, open)),
    KeyU: showNew,
  });
}

function ListTabs({ list, counts }: { list: ListName; counts: Counts | undefined }) {
  const { t } = useTranslation();
  return (
    <nav className={css['tabs']} aria-label={t('list.label')}>
      {LISTS.map(name => (
        <Link key={name} to={`/inbox/${name}`} aria-current={name === list ? 'page' : undefined}>
          {t(`list.${name}`)}{counts !== undefined && <span className={css['tabCount']}>{counts[name]}</span>}
        </Link>
      ))}
    </nav>
  );
}

function EmptyList({ list, away }: { list: ListName; away: boolean }) {
  const { t } = useTranslation();
  if (list === 'mine') return <Empty title={t('list.emptyMine')} hint={away ? t('list.emptyMineAway') : t('list.emptyMineHint')} />;
  return list === 'queue'
    ? <Empty title={t('list.emptyQueue')} hint={t('list.emptyQueueHint')} />
    : <Empty title={t('list.emptyAll')} hint={t('list.emptyAllHint')} />;
}

function RowSkeletons() {
  const lasting = useLasting(true);
  if (!lasting) return null;
  return (
    <div aria-hidden>
      {[62, 48, 70, 54, 66, 44, 58, 72].map((width, at) => (
        <div key={at} className={css['bones']}>
          <Bone width={24} height={24} radius={7} />
          <span><Bone width={`${width}%`} /><Bone width={`${width + 20}%`} top={10} /></span>
        </div>
      ))}
    </div>
  );
}
