import { IconClock } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useNow } from '../look/now.ts';
import { dayAndClock } from '../words/format.ts';
import { language } from '../words/words.ts';
import * as calls from './calls.ts';
import type { Names } from './names.ts';
import type { Hours } from './types.ts';
import { deskName } from './words.ts';
import css from './rules.module.css';

/** The desks with whether they work now. */
export function DeskHoursList({ names, chosen }: { names: Names; chosen: string | undefined }) {
  const { t } = useTranslation();
  const now = useNow(60_000);
  const hours = useQueries({
    queries: names.desks.map(desk => ({
      queryKey: ['rules', 'hours', desk.id], staleTime: 60_000, queryFn: ({ signal }: { signal: AbortSignal }) => calls.hours(desk.id, signal),
    })),
  });
  if (names.desks.length === 0) return null;
  return (
    <>
      <h3 className={css['listHeading']}>{t('hours.heading')}</h3>
      <ul className={css['list']}>
        {names.desks.map((desk, place) => (
          <li key={desk.id} className={desk.id === chosen ? css['selected'] : ''}>
            <Link to={`/rules/hours/${encodeURIComponent(desk.id)}`} aria-current={desk.id === chosen ? 'true' : undefined}>
              <IconClock size={14} stroke={1.9} aria-hidden />
              <span />
              <span className={css['what']}>
                <b>{deskName(t, names.desks, desk.id)}</b>
                <small>{hours[place]?.data === undefined ? '' : openWords(t, hours[place].data, now)}</small>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

export function openWords(t: ReturnType<typeof useTranslation>['t'], hours: Hours | null, now: number): string {
  if (hours === null) return t('hours.always');
  const changes = hours.changesAt ?? null;
  if (changes === null) return t(hours.open === true ? 'hours.openAlways' : 'hours.closedAlways');
  const open = Date.parse(changes) <= now ? hours.open !== true : hours.open === true;
  if (Date.parse(changes) <= now) return t(open ? 'hours.openNow' : 'hours.closedNow');
  return t(open ? 'hours.openUntil' : 'hours.closedUntil', { time: dayAndClock(language(), changes, now) });
}
