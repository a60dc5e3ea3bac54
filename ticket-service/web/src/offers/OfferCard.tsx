import { IconArrowsExchange, IconCheck, IconClock } from '@tabler/icons-react';
import { useState, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { Summary } from '../api/types.ts';
import { inForce, isAnyone, skillsOf } from '../board/requirement.ts';
import { heldUnits, offeredUnits } from '../board/offered.ts';
import { stopwatch } from '../board/score.ts';
import { useDecisions, useMe, useOffers, useWeights } from '../live/queries.ts';
import { useNow } from '../look/now.ts';
import { Button } from '../marks/Button.tsx';
import { ChannelMark } from '../marks/ChannelMark.tsx';
import { word } from '../words/format.ts';
import { customerName } from '../words/people.ts';
import type { Ending } from './offers.ts';
import css from './offers.module.css';

interface Props {
  row: Summary;
  /** What became of it, null while it can be taken. */
  ending: Ending | null;
  more: number;
  me: string;
  /** Beside an open conversation on a narrow screen: only what is needed to answer. */
  compact?: boolean;
  busy?: boolean;
  refusals?: string[];
  take?: () => void;
  decline?: () => void;
  open?: () => void;
}

export function OfferCard({ row, ending, more, me, compact = false, busy = false, refusals = [], take, decline, open }: Props) {
  const { t } = useTranslation();
  return (
    <aside className={`${css['offer']} ${compact ? css['compact'] : ''}`} aria-label={t('offer.label')} aria-live="polite">
      <div className={css['top']}>
        {t(row.work.offer?.from === null || row.work.offer?.from === undefined ? 'offer.title' : 'offer.titleTransfer')}
        {ending === null && <Countdown until={row.work.offer?.until ?? ''} />}
      </div>
      <div className={css['what']}>
        <ChannelMark channel={row.channel} />
        <b>{customerName(t, row)}</b>
        <span>{row.preview === '' ? row.subject : row.preview}</span>
      </div>
      {ending !== null ? (
        <p className={css['ended']}>{ending.kind === 'taken' ? t('offer.taken', { name: ending.name }) : t(`offer.${ending.kind}`)}</p>
      ) : (
        <>
          {!compact && <Reasons row={row} me={me} />}
          <div className={css['buttons']}>
            <Button look="primary" disabled={busy} onClick={take} aria-keyshortcuts="A">{t('offer.take')}<kbd aria-hidden>A</kbd></Button>
            <Button disabled={busy} onClick={decline} aria-keyshortcuts="D">{t('offer.decline')}<kbd aria-hidden>D</kbd></Button>
          </div>
          {refusals.map(text => <p key={text} className={css['refusal']} role="alert">{text}</p>)}
          {!compact && <Cost me={me} />}
          {!compact && <button type="button" className={css['link']} onClick={open}>{t('offer.open')}</button>}
          {more > 0 && <span className={css['more']}>{t('offer.more', { count: more })}</span>}
        </>
      )}
    </aside>
  );
}

/** How long it can still be taken: of how long is known from when it was first seen here. */
function Countdown({ until }: { until: string }) {
  const { t } = useTranslation();
  const now = useNow(500);
  const end = Date.parse(until);
  const [first] = useState(() => Date.now());
  const whole = Math.max(1, Math.ceil((end - first) / 1000));
  const left = Math.max(0, Math.ceil((end - now) / 1000));
  return (
    <span className={css['time']}>
      <i className={css['ring']} style={{ '--left': `${Math.min(100, (left / whole) * 100)}%` } as CSSProperties} aria-hidden />
      {t('offer.left', { count: left, whole })}
    </span>
  );
}

/** Why it is offered to me. */
function Reasons({ row, me }: { row: Summary; me: string }) {
  const { t } = useTranslation();
  const now = useNow(1_000);
  const own = useMe().data?.skills ?? [];
  const decision = useDecisions(row.id, true).data?.items[0];
  const { step } = inForce(row.work, now);
  const asked = isAnyone(step.requirement) ? [] : skillsOf(step.requirement);
  const from = row.work.offer?.fromName ?? row.work.offer?.from ?? null;
  return (
    <ul className={css['reasons']}>
      {from !== null && <li><IconArrowsExchange size={14} stroke={1.9} aria-hidden /><span>{t('offer.from', { name: from })}</span></li>}
      {decision?.chosen?.agent === me && decision.chosen.lastAgent && <li><IconCheck size={14} stroke={1.9} aria-hidden /><span>{t('offer.lastAgent')}</span></li>}
      {asked.map(need => (
        <li key={need.skill}><IconCheck size={14} stroke={1.9} aria-hidden />
          <span>{t('offer.skill', { skill: word(t, 'skill', need.skill), own: own.find(skill => skill.skill === need.skill)?.level ?? 0, level: need.level })}</span></li>
      ))}
      {row.work.since !== null && <li><IconClock size={14} stroke={1.9} aria-hidden /><span className="num">{t('offer.waits', { time: stopwatch(now - Date.parse(row.work.since)) })}</span></li>}
    </ul>
  );
}

function Cost({ me: id }: { me: string }) {
  const { t } = useTranslation();
  const offered = offeredUnits(useOffers(id, true).data?.items ?? [], id, useWeights().data);
  const me = useMe().data;
  if (me === undefined) return null;
  return <small className={css['cost']}>{t('offer.cost', { load: heldUnits(me.load, offered), capacity: me.capacity })}</small>;
}
