import { useTranslation } from 'react-i18next';
import type { Measure, Outcome, Part, Side, Simulation } from '../api/simulations.ts';
import { stopwatch } from '../board/score.ts';
import { shortDay, word } from '../words/format.ts';
import i18n, { language } from '../words/words.ts';
import { askedWords } from './askedWords.ts';
import { Charts } from './Charts.tsx';
import css from './whatif.module.css';

type Kind = 'count' | 'time' | 'share';
const METRICS: [string, Kind][] = [['arrivals', 'count'], ['mean-wait', 'time'], ['wait-p90', 'time'], ['service-level', 'share'], ['abandoned-share', 'share']];

/** What changed: one sentence, the table, the charts, and the same for each skill. */
export function Result({ run, result }: { run: Simulation; result: NonNullable<Simulation['result']> }) {
  const { t } = useTranslation();
  const { before, after } = result;
  const whole = before.contacts[0];
  const then = after?.contacts[0];
  const period = run.asked.from === undefined || run.asked.to === undefined ? '' : days(run.asked.from, run.asked.to);
  return (
    <div className={css['result']}>
      <h2>{askedWords(t, run)} <span>{period}</span></h2>
      {whole !== undefined && then !== undefined && <p className={css['sentence']}>{sentence(t, whole, then)}</p>}
      {whole !== undefined && <Table before={before} after={after} differences={result.differences} part={whole} />}
      <Charts before={before} after={after} />
      {before.contacts.filter(part => part.kind === 'skill').length > 0 && <BySkill before={before} after={after} />}
      <p className={css['hint']}>{before.replications > 1 ? t('whatif.interval', { count: before.replications }) : t('whatif.oneRun')}</p>
    </div>
  );
}

function days(from: string, to: string): string {
  const [first, last] = [shortDay(language(), from), shortDay(language(), to)];
  return first === last ? first : `${first} – ${last}`;
}

function sentence(t: ReturnType<typeof useTranslation>['t'], before: Part, after: Part): string {
  const [was, is] = [before.metrics['mean-wait']?.mean ?? 0, after.metrics['mean-wait']?.mean ?? 0];
  const way = is < was - 1 ? 'shorter' : is > was + 1 ? 'longer' : 'same';
  return t(`whatif.sentence.${way}`, { before: amount(was, 'time', false), after: amount(is, 'time', false) });
}

function Table({ before, after, differences, part }: { before: Outcome; after: Outcome | undefined; differences: Side | undefined; part: Part }) {
  const { t } = useTranslation();
  const rows: [string, Kind, Measure | undefined, Measure | undefined, Measure | undefined][] = METRICS.map(([metric, kind]) =>
    [metric, kind, part.metrics[metric], after?.contacts[0]?.metrics[metric], differences?.contacts[0]?.metrics[metric]]);
  rows.push(['occupancy', 'share', before.occupancy, after?.occupancy, differences?.occupancy]);
  return (
    <table className={css['table']}>
      <thead><tr><th scope="col">{t('whatif.measure')}</th><th scope="col">{t('whatif.before')}</th><th scope="col">{t('whatif.after')}</th><th scope="col">{t('whatif.difference')}</th></tr></thead>
      <tbody>
        {rows.map(([metric, kind, was, is, difference]) => (
          <tr key={metric}>
            <th scope="row">{t(`whatif.metric.${metric}`)}</th><td>{shown(was, kind)}</td><td>{shown(is, kind)}</td><td>{shown(difference, kind, true)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function BySkill({ before, after }: { before: Outcome; after: Outcome | undefined }) {
  const { t } = useTranslation();
  const same = (part: Part) => after?.contacts.find(other => other.kind === 'skill' && other.name === part.name);
  return (
    <>
      <h3 className={css['heading']}>{t('whatif.bySkill')}</h3>
      <table className={css['table']}>
        <thead><tr><th scope="col">{t('board.skill')}</th><th scope="col">{t('whatif.metric.arrivals')}</th><th scope="col">{t('whatif.waitBefore')}</th><th scope="col">{t('whatif.waitAfter')}</th></tr></thead>
        <tbody>
          {before.contacts.filter(part => part.kind === 'skill').map(part => (
            <tr key={part.name}>
              <th scope="row">{word(t, 'skill', part.name)}</th><td>{shown(part.metrics['arrivals'], 'count')}</td>
              <td>{shown(part.metrics['mean-wait'], 'time')}</td><td>{shown(same(part)?.metrics['mean-wait'], 'time')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** A mean with its half-width where there is one, a sign where it is a difference. */
export function shown(measure: Measure | undefined, kind: Kind, signed = false): string {
  if (measure === undefined || !Number.isFinite(measure.mean)) return '—';
  const sign = !signed ? '' : measure.mean > 0 ? '+' : measure.mean < 0 ? '−' : '';
  const value = amount(signed ? Math.abs(measure.mean) : measure.mean, kind, signed);
  const half = measure.halfWidth === null ? '' : ` ± ${amount(measure.halfWidth, kind, signed)}`;
  return `${sign}${value}${half}`;
}

function amount(value: number, kind: Kind, points: boolean): string {
  const number = (digits: number) => new Intl.NumberFormat(language(), { maximumFractionDigits: digits }).format(kind === 'share' ? value * 100 : value);
  if (kind === 'time') return stopwatch(Math.round(value) * 1000);
  if (kind === 'count') return number(0);
  return points ? i18n.t('whatif.points', { value: number(1) }) : `${number(1)}\u00a0%`;
}
