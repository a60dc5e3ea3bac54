import { useTranslation } from 'react-i18next';
import type { Board } from '../api/types.ts';
import { useAnswered, useDesks, useLastHour, useWeights } from '../live/queries.ts';
import { expected, percent } from '../words/format.ts';
import { language } from '../words/words.ts';
import { heldUnits, offeredUnits } from './offered.ts';
import { overdueOf } from './overdue.ts';
import { isStuck, isThere, whyWaiting } from './reason.ts';
import { stopwatch } from './score.ts';
import css from './board.module.css';

/** The state of the shift in eight figures; what is not known is a dash, never a guess. */
export function Figures({ board, now }: { board: Board; now: number }) {
  const { t } = useTranslation();
  const there = board.agents.filter(isThere);
  const offered = board.items.filter(row => row.work.offer !== null && row.work.offer !== undefined).length;
  const oldest = board.items.map(row => row.work.since).filter(since => since !== null).sort()[0];
  const stuck = board.items.filter(row => isStuck(whyWaiting(row, board.agents, now).reason)).length;
  const weights = useWeights().data;
  const offeredOf = there.map(agent => offeredUnits(board.items, agent.id, weights));
  const asked = offeredOf.reduce((sum, units) => sum + units, 0);
  const held = there.reduce((sum, agent, at) => sum + heldUnits(agent.load, offeredOf[at] ?? 0), 0);
  const places = there.reduce((sum, agent) => sum + agent.capacity, 0);
  return (
    <dl className={css['figures']}>
      <Figure name={t('board.waiting')} value={board.waiting + offered} more={offered === 0 ? undefined : t('board.ofThemOffered', { count: offered })} />
      <Figure name={t('board.longest')} value={oldest === undefined ? '—' : stopwatch(now - Date.parse(oldest))} />
      <Figure name={t('board.newcomer')} value={newcomer(t, board)} more={newcomer(t, board) === '—' ? t('board.notMeasured') : undefined} />
      <Figure name={t('board.stuck')} value={stuck} tone={stuck > 0 ? 'bad' : ''} />
      <InTime board={board} now={now} />
      <Figure name={t('board.agents')} value={there.length} more={t('board.ofAgents', { count: board.agents.length })} />
      <Figure name={t('board.places')} value={held} more={asked === 0 ? t('board.ofPlaces', { count: places }) : t('board.ofPlacesOffered', { count: places, offered: asked })} tone={held > places ? 'bad' : ''} />
      <Hour />
    </dl>
  );
}

/** Of the desks whose wait is known, the longest: one who comes now waits no longer than that. */
function newcomer(t: Parameters<typeof expected>[0], { queues }: Board): string {
  const known = queues.map(queue => queue.expectedSeconds).filter(seconds => seconds !== null && seconds !== undefined);
  return known.length === 0 ? '—' : expected(t, Math.max(...known));
}

function Figure({ name, value, more, tone = '' }: { name: string; value: string | number; more?: string | undefined; tone?: 'bad' | '' }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={tone === '' ? '' : css[tone]}>{value}{more !== undefined && <small>{more}</small>}</dd>
    </div>
  );
}

/** The share of the last hour's first answers that came in time, and what is overdue now. */
function InTime({ board, now }: { board: Board; now: number }) {
  const { t } = useTranslation();
  const desks = useDesks().data;
  const answered = useAnswered(desks);
  const overdue = overdueOf(board.items, desks, now);
  const value = answered === null || answered.answered === 0 ? '—' : percent(language(), answered.within / answered.answered);
  const more = overdue.count > 0 ? t('board.overdue', { count: overdue.count, time: stopwatch(overdue.longest) }) : value === '—' ? t('board.noAnswers') : undefined;
  return <Figure name={t('board.inTime')} value={value} more={more} tone={overdue.count > 0 ? 'bad' : ''} />;
}

function Hour() {
  const { t } = useTranslation();
  const hour = useLastHour();
  if (hour.data === undefined) {
    return <div><dt>{t('board.hourTitle')}</dt><dd>{hour.error === null ? '' : '—'}{hour.error !== null && <small>{t('board.hourFailed')}</small>}</dd></div>;
  }
  const { opened, resolved } = hour.data;
  const most = Math.max(1, ...opened);
  return (
    <div>
      <dt>{t('board.hour', { opened: opened.reduce((sum, count) => sum + count, 0), resolved })}</dt>
      <dd className={css['spark']} aria-hidden>{opened.map((count, at) => <i key={at} style={{ height: `${Math.max(4, (count / most) * 100)}%` }} />)}</dd>
    </div>
  );
}
