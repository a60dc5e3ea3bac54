import { IconArrowUp } from '@tabler/icons-react';
import { Fragment, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { begin, type Act } from '../acts/acting.ts';
import { giveBack } from '../api/inbox.ts';
import type { Board, Summary } from '../api/types.ts';
import { useKeys } from '../keys/keys.ts';
import { useReading } from '../list/reading.ts';
import * as commands from '../live/commands.ts';
import { useStore } from '../live/store.ts';
import { useDesks } from '../live/queries.ts';
import { Empty } from '../marks/Empty.tsx';
import { word } from '../words/format.ts';
import { useOrder } from './order.ts';
import { QueueRow } from './QueueRow.tsx';
import { Terms } from './score.ts';
import css from './board.module.css';

const LEAST_SCALE = 10 * 60_000;

interface Props {
  board: Board;
  now: number;
  supervisor: boolean;
  why: (row: Summary) => void;
}

const AFTERMATH = 5_000;

/** Whether somebody here has just asked for a change: then they look for what it does, and the order is not held. */
function useActing(now: number): boolean {
  const asked = useStore(commands.commands).filter(({ state, conversation }) => state === 'pending' && conversation !== null).map(({ id }) => id).join();
  const [seen, setSeen] = useState({ asked: '', until: 0 });
  if (asked !== seen.asked) setSeen({ asked, until: now + AFTERMATH });
  return asked !== '' || now < seen.until;
}

/** Who is next, and why still waiting. J and K choose a row; keys and its menu act on it. */
export function Queue({ board, now, supervisor, why }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { reading, watch } = useReading();
  const desksOf = useDesks().data;
  const terms = useMemo(() => new Terms(desksOf), [desksOf]);
  const acting = useActing(now);
  const order = useOrder(board.items, reading && !acting, terms);
  const [chosen, setChosen] = useState<string | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const at = order.placed.findIndex(({ row }) => row.id === chosen);
  const current = at === -1 ? undefined : order.placed[at]?.row;
  const scale = Math.max(LEAST_SCALE, ...order.placed.map(({ row }) => terms.score(row, now).total));
  const desks = [...new Set(board.items.map(row => row.work.desk))];

  const strictBefore = (place: number) => {
    const before = order.placed[place - 1];
    return before === undefined ? null : terms.strictClass(before.row);
  };
  const open = (row: Summary) => void navigate(`/inbox/queue/${row.id}`);
  const act = (what: Act, row: Summary) => begin(what, row);
  const pullBack = (row: Summary) => void commands.attempt('give-back', row.id, id => giveBack(row.id, id));
  const step = (by: 1 | -1) => {
    const next = order.placed[at === -1 ? (by === 1 ? 0 : order.placed.length - 1) : at + by];
    if (next === undefined) return;
    setChosen(next.row.id);
    body.current?.querySelector<HTMLElement>(`[data-row="${next.row.id}"]`)?.focus();
  };
  const onCurrent = (what: (row: Summary) => void, allowed = true) => () => {
    if (current !== undefined && allowed) what(current);
  };
  useKeys({
    KeyJ: () => step(1),
    KeyK: () => step(-1),
    KeyU: order.show,
    KeyW: onCurrent(why),
    KeyP: onCurrent(row => act('priority', row), supervisor),
    KeyS: onCurrent(row => act('needs', row), supervisor),
    KeyX: onCurrent(row => act('assign', row), supervisor),
    KeyB: onCurrent(row => { if (row.work.state === 'offered') pullBack(row); }, supervisor),
  });

  return (
    <section className={css['panel']} aria-label={t('board.queue')} {...watch}>
      <header>
        <h2>{desks.length === 1 && desks[0] !== null && desks[0] !== undefined ? t('board.queueOf', { desk: word(t, 'desk', desks[0]) }) : t('board.queue')}</h2>
        <span className={css['sub']}>{t('board.queueHint')}</span>
        <span className={css['space']} />
        <span className={css['legend']}><i />{t('board.partWaiting')}</span>
        <span className={css['legend']}><i className={css['p']} />{t('board.partPriority')}</span>
      </header>
      <div role="status" className={css['status']}>
        {order.fresh > 0 && (
          <button type="button" onClick={order.show} aria-keyshortcuts="U"><IconArrowUp size={14} aria-hidden className="icon" />{t('board.moved', { count: order.fresh })}</button>
        )}
      </div>
      {order.placed.length === 0 ? <Empty title={t('list.emptyQueue')} hint={t('list.emptyQueueHint')} /> : (
        <table className={css['queue']}>
          <thead>
            <tr>
              <th scope="col">#</th><th scope="col">{t('board.customer')}</th><th scope="col">{t('board.priority')}</th><th scope="col">{t('board.skills')}</th>
              <th scope="col">{t('board.waits')}</th><th scope="col">{t('board.score')}</th><th scope="col">{t('board.why')}</th>
              <th scope="col"><span className="sr">{t('board.actions')}</span></th>
            </tr>
          </thead>
          <tbody ref={body}>
            {order.placed.map(({ row, gone }, place) => (
              <Fragment key={row.id}>
                {terms.strictClass(row) !== null && terms.strictClass(row) !== strictBefore(place) && (
                  <tr className={css['class']}><th scope="colgroup" colSpan={8}>{t('board.class', { name: t(`priority.${terms.strictClass(row) ?? 'normal'}Short`).toLowerCase() })}</th></tr>
                )}
                <QueueRow row={row} score={terms.score(row, now)} gone={gone} place={place + 1} now={now} scale={scale} agents={board.agents} ahead={place}
                chosen={row.id === chosen} choose={() => setChosen(row.id)} open={() => open(row)} supervisor={supervisor}
                act={what => act(what, row)} pullBack={() => pullBack(row)} why={() => why(row)} />
              </Fragment>
            ))}
          </tbody>
        </table>
      )}
      {board.waiting > board.items.length && <p className={css['rest']}>{t('board.more', { count: board.waiting - board.items.filter(row => row.work.state === 'queued').length })}</p>}
    </section>
  );
}
