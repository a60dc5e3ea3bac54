import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api/problem.ts';
import { waiting } from '../api/routing.ts';
import type { Summary } from '../api/types.ts';
import { reasonWords } from '../board/reasonWords.ts';
import { useNow } from '../look/now.ts';
import { Avatar } from '../marks/Avatar.tsx';
import { Chip } from '../marks/Chip.tsx';
import { Load } from '../marks/Load.tsx';
import { cause } from '../words/format.ts';
import { rest } from './explain.ts';
import { reasonWordsOf } from './outcome.ts';
import { whyOf } from './waits.ts';
import css from './why.module.css';

const FRESH = 5_000;

/** Why it still waits as things stand now, in routing's own words, and what changes when. */
export function WhyWaiting({ summary, me }: { summary: Summary; me: string }) {
  const { t } = useTranslation();
  const now = useNow(1_000);
  const query = useQuery({
    queryKey: ['waiting', summary.id, summary.version], staleTime: 0, refetchInterval: FRESH, queryFn: ({ signal }) => waiting(summary.id, signal),
  });
  // It may have been taken up between two looks.
  if (query.error instanceof Problem && query.error.status === 404) return null;
  if (query.data === undefined) return query.error === null ? null : <p className={css['waits']} role="alert">{t('why.waitsFailed', { cause: cause(t, query.error) })}</p>;
  const view = query.data;
  const counts = Object.entries(rest(view.excluded, view.agents));
  return (
    <>
      <p className={css['waits']} role="status">
        {t('why.waitsNow', { reason: reasonWords(t, whyOf(view), now, view.place - 1) })} {t('why.placeNow', { place: view.place, count: view.waiting })}
      </p>
      {view.agents.length > 0 && (
        <ul className={css['cannot']} aria-label={t('why.cannot')}>
          {view.agents.map(agent => (
            <li key={agent.agent}>
              <Avatar name={agent.name} size="small" />
              <b>{agent.agent === me ? t('common.you') : agent.name}</b>
              <Load load={agent.load} capacity={agent.capacity} small /><span className="num">{agent.load}/{agent.capacity}</span>
              <span>{reasonWordsOf(t, agent)}</span>
            </li>
          ))}
        </ul>
      )}
      <div className={css['chips']}>{counts.map(([reason, count]) => <Chip key={reason}>{t(`why.exclusion.${reason}`, { defaultValue: reason })}<b className="num">{count}</b></Chip>)}</div>
    </>
  );
}
