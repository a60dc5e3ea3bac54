import { IconClock } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PriorityBars } from '../marks/Priority.tsx';
import { ChannelGlyph, ChannelMark } from '../marks/ChannelMark.tsx';
import { fullTime, listTime, waiting } from '../words/format.ts';
import { language } from '../words/words.ts';
import type { Place } from './order.ts';
import { customerName } from '../words/people.ts';
import css from './list.module.css';

interface Props {
  place: Place;
  to: string;
  selected: boolean;
  unread: boolean;
  mine: boolean;
  now: number;
}

export const Row = memo(function Row({ place, to, selected, unread, mine, now }: Props) {
  const { t } = useTranslation();
  const { row, gone } = place;
  const others = row.channels.filter(channel => channel !== row.channel);
  const classes = [css['row'], selected ? css['selected'] : '', unread ? css['unread'] : '', gone ? css['gone'] : ''];
  return (
    <Link to={to} className={classes.join(' ')} aria-current={selected ? 'true' : undefined} data-conversation={row.id} draggable={false}>
      <ChannelMark channel={row.channel} />
      <span className={css['line']}>
        <span className={css['name']}>{customerName(t, row)}</span>
        {row.work.priority > 0 && <PriorityBars priority={row.work.priority} />}
        {others.length > 0 && (
          <span className={css['others']} role="img" aria-label={t('list.also', { channels: others.map(channel => t(`channel.${channel}`)).join(', ') })}>
            {others.map(channel => <ChannelGlyph key={channel} channel={channel} size={12} />)}
          </span>
        )}
        <span className={css['right']}>
          {row.waitingSince === null ? (
            <time className={css['time']} dateTime={row.lastAt} title={fullTime(language(), row.lastAt)}>{listTime(language(), row.lastAt, now)}</time>
          ) : (
            <span className={css['wait']} title={t('list.waits', { time: waiting(t, row.waitingSince, now) })}>
              <IconClock size={14} stroke={1.9} aria-hidden className="icon" />
              <span className="num">{waiting(t, row.waitingSince, now)}</span>
            </span>
          )}
        </span>
      </span>
      <span className={css['line']}>
        <span className={css['preview']}><Preview place={place} mine={mine} /></span>
        {row.unanswered > 0 && (
          <span className={css['count']} title={t('list.unanswered', { count: row.unanswered })}>
            <span aria-hidden>{row.unanswered > 99 ? '99+' : row.unanswered}</span>
            <span className="sr">{t('list.unanswered', { count: row.unanswered })}</span>
          </span>
        )}
      </span>
    </Link>
  );
});

function Preview({ place: { row }, mine }: { place: Place; mine: boolean }) {
  const { t } = useTranslation();
  const text = row.preview === '' ? (row.subject ?? t('list.noText')) : row.preview;
  if (row.previewBy === 'agent') return <><b>{mine ? t('list.youWrote') : t('list.agentWrote')}</b> {text}</>;
  if (row.previewBy === 'note') return <><b>{t('list.note')}</b> {text}</>;
  return text;
}
