import { Menu } from '@mantine/core';
import { IconArrowBackUp, IconClock, IconDots, IconGitBranch, IconHandStop, IconHourglass, IconUserOff, type Icon } from '@tabler/icons-react';
import { memo, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { Act } from '../acts/acting.ts';
import type { AgentOnDuty, Summary } from '../api/types.ts';
import * as commands from '../live/commands.ts';
import { useStore } from '../live/store.ts';
import { IconButton } from '../marks/Button.tsx';
import { ChannelMark } from '../marks/ChannelMark.tsx';
import { PriorityBars, urgency } from '../marks/Priority.tsx';
import { refusalWords } from '../thread/wishes.ts';
import { customerName } from '../words/people.ts';
import { isStuck, whyWaiting, type Reason } from './reason.ts';
import { reasonWords } from './reasonWords.ts';
import { inForce, isAnyone, partsOf } from './requirement.ts';
import { signedWatch, stopwatch, type Score } from './score.ts';
import css from './board.module.css';

interface Props {
  row: Summary;
  score: Score;
  gone: boolean;
  place: number;
  ahead: number;
  now: number;
  /** The score that fills the whole bar, in milliseconds. */
  scale: number;
  agents: AgentOnDuty[];
  chosen: boolean;
  supervisor: boolean;
  choose: () => void;
  open: () => void;
  why: () => void;
  act: (what: Act) => void;
  pullBack: () => void;
}

const glyphs: Record<Reason['kind'], Icon> = {
  offered: IconHandStop, nobody: IconUserOff, absent: IconUserOff, empty: IconUserOff, full: IconHourglass, noRoom: IconHourglass, notThese: IconArrowBackUp,
};

/** Before less is asked for, a row says so. */
const SOON = 120_000;

export const QueueRow = memo(function QueueRow(props: Props) {
  const { row, score, gone, place, now, scale, agents, chosen, choose, open } = props;
  const { t } = useTranslation();
  const { reason, next } = whyWaiting(row, agents, now);
  const { requirement, supervisors } = inForce(row.work, now).step;
  const stuck = isStuck(reason);
  const words = reasonWords(t, { reason, next }, now, props.ahead, SOON);
  const Glyph = next !== null && next.at - now < SOON ? IconGitBranch : glyphs[reason.kind];
  const refused = useStore(commands.commands).find(command => command.conversation === row.id && command.state === 'refused');
  const parts = supervisors ? [t('step.supervisor')] : isAnyone(requirement) ? [] : partsOf(t, requirement);
  const classes = [reason.kind === 'offered' ? css['offered'] : '', stuck ? css['stuck'] : '', gone ? css['gone'] : ''];
  return (
    <tr data-row={row.id} tabIndex={0} aria-selected={chosen} className={classes.join(' ')} onFocus={choose}
      onKeyDown={event => { if (event.code === 'Enter' && event.target === event.currentTarget) open(); }}>
      <td className="num">{gone ? '' : place}</td>
      <td className={css['who']}>
        <button type="button" className={css['customer']} tabIndex={-1} onClick={open}>
          <ChannelMark channel={row.channel} />
          <span><b>{customerName(t, row)}</b><span>{row.subject ?? row.preview}</span></span>
        </button>
      </td>
      <td><span className={css['pr']}><PriorityBars priority={row.work.priority} silent />{t(`priority.${urgency(row.work.priority)}Short`)}</span></td>
      <td className={css['skills']}>{parts.length === 0 ? <i>{t('board.anyone')}</i> : parts.map(part => <span key={part} className={css['skill']}>{part}</span>)}</td>
      <td className={`num ${css['waits']} ${stuck ? css['late'] : ''}`}>{stopwatch(score.waited)}</td>
      <td>
        <div className={css['score']} title={t('board.scoreOf', { waited: stopwatch(score.waited), priority: signedWatch(score.priority) })}>
          <b>{signedWatch(score.total)}</b>
          <span className={css['bar']} style={{ '--w': `${(Math.max(0, Math.min(score.waited, score.total)) / scale) * 100}%`, '--p': `${(Math.max(0, score.priority) / scale) * 100}%` } as CSSProperties} aria-hidden><i /><i /></span>
        </div>
      </td>
      <td className={css['why']}>
        {gone ? <span className={css['wy']}><IconClock size={14} stroke={1.9} aria-hidden /><span>{t('board.gone')}</span></span>
          : refused !== undefined ? <span className={css['wy']} role="alert"><IconUserOff size={14} stroke={1.9} aria-hidden /><span>{refusalWords(t, refused)}</span></span>
          : <span className={css['wy']}><Glyph size={14} stroke={1.9} aria-hidden /><span title={words}>{words}</span></span>}
      </td>
      <td className={css['menu']}><RowMenu {...props} /></td>
    </tr>
  );
});

function RowMenu({ row, supervisor, open, why, act, pullBack }: Props) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end" width={264}>
      <Menu.Target>
        <IconButton label={t('board.actionsFor', { name: customerName(t, row) })}><IconDots size={16} stroke={1.75} aria-hidden /></IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={open} rightSection={<kbd>⏎</kbd>}>{t('board.open')}</Menu.Item>
        <Menu.Item onClick={why} rightSection={<kbd>W</kbd>}>{t('board.explain')}</Menu.Item>
        {supervisor && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => act('assign')} rightSection={<kbd>X</kbd>}>{t('board.assign')}</Menu.Item>
            <Menu.Item onClick={() => act('priority')} rightSection={<kbd>P</kbd>}>{t('board.setPriority')}</Menu.Item>
            <Menu.Item onClick={() => act('needs')} rightSection={<kbd>S</kbd>}>{t('board.setSkills')}</Menu.Item>
            {row.work.state === 'offered' && <Menu.Item onClick={pullBack} rightSection={<kbd>B</kbd>}>{t('board.withdraw')}</Menu.Item>}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
