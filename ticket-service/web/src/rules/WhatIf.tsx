import { useTranslation } from 'react-i18next';
import type { UseQueryResult } from '@tanstack/react-query';
import { useLasting } from '../look/now.ts';
import { Button } from '../marks/Button.tsx';
import { urgency, type Urgency } from '../marks/Priority.tsx';
import { Bone } from '../marks/Skeleton.tsx';
import { cause, dayAndClock } from '../words/format.ts';
import { language } from '../words/words.ts';
import type { Names } from './names.ts';
import type { Count, Past, Rule, Trial } from './types.ts';
import { deskName, skillName } from './words.ts';
import css from './rules.module.css';

/** What the saved rules and those in the editor say of the messages of the last week, side by side. */
export function WhatIf({ past, chosen, names, faulty }: { past: UseQueryResult<Trial>; chosen: Rule | undefined; names: Names; faulty: boolean }) {
  const { t } = useTranslation();
  const lasting = useLasting(past.isPending && !faulty);
  const counts = past.data?.past ?? null;
  return (
    <>
      <h3>{counts === null ? t('whatIf.heading') : t('whatIf.headingCount', { count: counts.messages })}</h3>
      {counts === null && past.error !== null && !faulty && (
        <p className={css['fault']} role="alert">{t('whatIf.failed', { cause: cause(t, past.error) })} <Button small onClick={() => void past.refetch()}>{t('common.retry')}</Button></p>
      )}
      {counts === null && past.isPending && lasting && <div aria-hidden><Bone height={30} /><Bone height={30} top={6} /></div>}
      {counts !== null && (counts.messages === 0 ? <p className={css['always']}>{t('whatIf.none')}</p> : <Table past={counts} chosen={chosen} names={names} />)}
      {counts !== null && !counts.whole && <p className={css['hint']}>{t('whatIf.partly', { read: counts.read, records: counts.records, from: dayAndClock(language(), counts.from, Date.now()) })}</p>}
    </>
  );
}

function Table({ past, chosen, names }: { past: Past; chosen: Rule | undefined; names: Names }) {
  const { t } = useTranslation();
  const rows: [string, Count][] = [];
  if (chosen !== undefined) rows.push([t('whatIf.matched'), past.rules[chosen.id] ?? { before: 0, after: 0 }]);
  for (const [desk, count] of Object.entries(past.desks)) rows.push([t('whatIf.desk', { desk: deskName(t, names.desks, desk) }), count]);
  for (const [step, count] of byClass(past.priorities)) rows.push([t(`priority.${step}`), count]);
  for (const [need, count] of Object.entries(past.needs)) rows.push([needName(t, names, need), count]);
  for (const [tag, count] of Object.entries(past.tags)) rows.push([`#${tag}`, count]);
  if (past.vip.before + past.vip.after > 0) rows.push(['VIP', past.vip]);
  const number = new Intl.NumberFormat(language());
  return (
    <>
      <table className={css['whatIf']}>
        <thead><tr><th><span className="sr">{t('whatIf.what')}</span></th><th className="num">{t('whatIf.before')}</th><th className="num">{t('whatIf.after')}</th><th className="num">Δ</th></tr></thead>
        <tbody>
          {rows.map(([name, count]) => (
            <tr key={name}>
              <td>{name}</td><td className="num">{number.format(count.before)}</td><td className="num">{number.format(count.after)}</td>
              <td className={`num ${count.before === count.after ? '' : css['differs']}`}>{difference(count.after - count.before, number)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={css['hint']}>{t('whatIf.changed', { count: past.changed })}</p>
    </>
  );
}

const difference = (value: number, number: Intl.NumberFormat) => (value === 0 ? '0' : value > 0 ? `+${number.format(value)}` : `−${number.format(-value)}`);

function byClass(priorities: Record<string, Count>): [Urgency, Count][] {
  const order: Urgency[] = ['urgent', 'high', 'normal', 'low'];
  const sums = new Map<Urgency, Count>();
  for (const [points, { before, after }] of Object.entries(priorities)) {
    const step = urgency(Number(points));
    const sum = sums.get(step) ?? { before: 0, after: 0 };
    sums.set(step, { before: sum.before + before, after: sum.after + after });
  }
  return order.flatMap(step => {
    const sum = sums.get(step);
    return sum === undefined ? [] : [[step, sum] as [Urgency, Count]];
  });
}

function needName(t: ReturnType<typeof useTranslation>['t'], names: Names, need: string): string {
  const [skill = '', level = ''] = need.split(' ≥ ');
  return `${skillName(t, names.skills, skill)}\u00a0≥\u00a0${level}`;
}
