import { useEffect } from 'react';
import { Navigate } from 'react-router';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api/problem.ts';
import { Composer } from '../composer/Composer.tsx';
import { live } from '../live/live.ts';
import { useDetail, useEntries } from '../live/queries.ts';
import { useLasting } from '../look/now.ts';
import { Empty, KeyTable } from '../marks/Empty.tsx';
import { Bone } from '../marks/Skeleton.tsx';
import { cause } from '../words/format.ts';
import { Suggestions } from '../identity/Suggestions.tsx';
import { Head } from './Head.tsx';
import { useReadingNote } from './reading.ts';
import { Thread } from './Thread.tsx';
import css from './thread.module.css';

interface Props {
  id: string | undefined;
  list: string;
  me: string;
  why: () => void;
  showCustomer: (() => void) | null;
}

/** The middle of the inbox: one conversation, or what to do when none is open. */
export function Conversation({ id, list, me, why, showCustomer }: Props) {
  const { t } = useTranslation();
  useEffect(() => {
    live.openConversation(id ?? null);
  }, [id]);
  const detail = useDetail(id);
  const entries = useEntries(id);
  useReadingNote(id, entries.data?.items);

  if (id === undefined) return <section id="conversation" className={css['conversation']} aria-label={t('thread.label')} tabIndex={-1}><NothingOpen /></section>;
  const survivor = detail.data?.summary.survivor ?? null;
  if (survivor !== null) return <Navigate to={`/inbox/${list}/${survivor}`} replace />;
  const error = detail.data === undefined ? detail.error : entries.data === undefined ? entries.error : null;
  return (
    <section id="conversation" className={css['conversation']} aria-label={t('thread.label')} tabIndex={-1}>
      {detail.data !== undefined && (
        <Head key={`head-${id}`} detail={detail.data} list={list} me={me} why={why} showCustomer={showCustomer} />
      )}
      {detail.data !== undefined && <Suggestions key={`suggestions-${id}`} summary={detail.data.summary} list={list} />}
      {error !== null ? (
        error instanceof Problem && error.status === 404
          ? <Empty title={t('thread.notFound')} hint={t('thread.notFoundHint')} />
          : <Empty title={t('thread.failed', { cause: cause(t, error) })} retryLabel={t('common.retry')}
              retry={() => { void detail.refetch(); void entries.refetch(); }} />
      ) : detail.data === undefined || entries.data === undefined ? <ThreadSkeleton /> : (
        <Thread key={`thread-${id}`} detail={detail.data} page={entries.data} me={me} why={why} />
      )}
      {detail.data !== undefined && <Composer key={`composer-${id}`} detail={detail.data} me={me} />}
    </section>
  );
}

function NothingOpen() {
  const { t } = useTranslation();
  return (
    <Empty title={t('thread.choose')} hint={t('thread.chooseHint')}>
      <KeyTable>
        <span><kbd>J</kbd> <kbd>K</kbd></span><span>{t('thread.nextPrevious')}</span>
        <span><kbd>Ctrl K</kbd></span><span>{t('thread.searchCommands')}</span>
        <span><kbd>?</kbd></span><span>{t('thread.allKeys')}</span>
      </KeyTable>
    </Empty>
  );
}

function ThreadSkeleton() {
  const lasting = useLasting(true);
  return (
    <div className={css['bones']} aria-hidden>
      {lasting && [[140, '74%', 64], [110, '52%', 40], [150, '66%', 84]].map(([head, width, height], at) => (
        <div key={at} style={{ margin: '28px 0 0 34px' }}>
          <Bone width={head ?? 0} /><Bone width={width ?? 0} height={Number(height)} top={10} radius={10} />
        </div>
      ))}
    </div>
  );
}
