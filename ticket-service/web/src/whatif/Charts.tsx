import { useTranslation } from 'react-i18next';
import { Bar, BarChart, CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { Outcome } from '../api/simulations.ts';
import { stopwatch } from '../board/score.ts';
import { percent } from '../words/format.ts';
import { language } from '../words/words.ts';
import css from './whatif.module.css';

const axis = { stroke: 'var(--text-3)', tick: { fill: 'var(--text-2)', fontSize: 12 }, tickLine: false } as const;
const looks = { contentStyle: { background: 'var(--surface)', border: '1px solid var(--line)', borderRadius: 6, color: 'var(--text)' }, cursor: { fill: 'var(--hover)' } } as const;

/** How long people waited, before and after; and how the wait went over the period. The tables say the same in words. */
export function Charts({ before, after }: { before: Outcome; after: Outcome | undefined }) {
  const { t } = useTranslation();
  const waits = before.waits.map((bar, at) => ({
    name: bar.upTo === null ? t('whatif.longer') : `≤ ${stopwatch(bar.upTo * 1000)}`, before: bar.share, ...(after === undefined ? {} : { after: after.waits[at]?.share ?? 0 }),
  }));
  const course = before.course.map((span, at) => ({
    hour: Math.round(span.from / 3600), before: span.meanWait, ...(after === undefined ? {} : { after: after.course[at]?.meanWait ?? null }),
  }));
  // Of a day or two the hours are told apart, and an hour between empty ones is a dot.
  const byHour = (course.at(-1)?.hour ?? 0) < 48;
  const dot = byHour ? { r: 3 } : false;
  return (
    <>
      <h3 className={css['heading']}>{t('whatif.waitsTitle')}</h3>
      <figure className={css['chart']} role="img" aria-label={t('whatif.waitsLabel', { list: waits.map(bar => `${bar.name}: ${percent(language(), bar.before)}${bar.after === undefined ? '' : ` → ${percent(language(), bar.after)}`}`).join('; ') })}>
        <ResponsiveContainer width="100%" height={220}>
          <BarChart data={waits} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis dataKey="name" {...axis} />
            <YAxis {...axis} width={44} tickFormatter={(share: number) => percent(language(), share)} />
            <Tooltip {...looks} formatter={value => percent(language(), Number(value))} />
            <Legend />
            <Bar dataKey="before" name={t('whatif.before')} fill="var(--text-3)" isAnimationActive={false} />
            {after !== undefined && <Bar dataKey="after" name={t('whatif.after')} fill="var(--accent)" isAnimationActive={false} />}
          </BarChart>
        </ResponsiveContainer>
      </figure>
      {course.length > 1 && (
        <>
          <h3 className={css['heading']}>{t(byHour ? 'whatif.courseByHour' : 'whatif.courseTitle')}</h3>
          <figure className={css['chart']} role="img" aria-label={t('whatif.courseLabel')}>
            <ResponsiveContainer width="100%" height={200}>
              <LineChart data={course} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
                <CartesianGrid vertical={false} stroke="var(--line)" />
                <XAxis dataKey="hour" {...axis} tickFormatter={(hour: number) => (byHour ? `${hour % 24}:00` : t('whatif.day', { count: Math.floor(hour / 24) + 1 }))} minTickGap={48} />
                <YAxis {...axis} width={52} tickFormatter={(seconds: number) => stopwatch(seconds * 1000)} />
                <Tooltip {...looks} formatter={value => stopwatch(Number(value) * 1000)} labelFormatter={hour => t('whatif.dayHour', { day: Math.floor(Number(hour) / 24) + 1, hour: `${Number(hour) % 24}:00` })} />
                <Legend />
                <Line dataKey="before" name={t('whatif.before')} stroke="var(--text-3)" strokeWidth={2} dot={dot} connectNulls isAnimationActive={false} />
                {after !== undefined && <Line dataKey="after" name={t('whatif.after')} stroke="var(--accent)" strokeWidth={2} dot={dot} connectNulls isAnimationActive={false} />}
              </LineChart>
            </ResponsiveContainer>
          </figure>
        </>
      )}
    </>
  );
}
