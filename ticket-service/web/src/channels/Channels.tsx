import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { doors, type DoorState } from '../api/doors.ts';
import { Around } from '../frame/Around.tsx';
import { useMe } from '../live/queries.ts';
import { ChannelMark } from '../marks/ChannelMark.tsx';
import { Empty } from '../marks/Empty.tsx';
import { cause, dayAndClock, duration, word } from '../words/format.ts';
import { language } from '../words/words.ts';
import { Bots } from './Bots.tsx';
import css from './channels.module.css';

const EVERY = 5_000;
/** Percent from which on somebody should make room. */
const NEARLY_FULL = 90;

/** Our doors: whether messages come in, and if not, why and for how long. */
export function Channels() {
  const { t } = useTranslation();
  const me = useMe().data;
  const allowed = me === undefined || me.user.roles.some(role => role === 'supervisor' || role === 'admin');
  const all = useQuery({ queryKey: ['doors'], enabled: me !== undefined && allowed, refetchInterval: EVERY, queryFn: ({ signal }) => doors(signal) });
  return (
    <Around section="channels" title={t('channels.title')}>
      <main className={css['channels']} aria-label={t('channels.title')}>
        {!allowed ? <Empty title={t('channels.supervisors')} hint={t('channels.supervisorsHint')} />
          : all.data === undefined && all.error !== null
            ? <Empty title={t('channels.failed', { cause: cause(t, all.error) })} retry={() => void all.refetch()} retryLabel={t('common.retry')} />
            : all.data === undefined ? <Empty title={t('common.loading')} art={false} />
              : all.data.length === 0 ? <Empty title={t('channels.none')} hint={t('channels.noneHint')} />
                : <><List doors={all.data} />{all.data.some(door => door.channel === 'telegram') && <Bots />}</>}
      </main>
    </Around>
  );
}

function List({ doors: list }: { doors: DoorState[] }) {
  const { t } = useTranslation();
  return (
    <table className={css['table']}>
      <thead>
        <tr>{(['door', 'state', 'lag', 'lastError'] as const).map(name => <th key={name} scope="col">{t(`channels.${name}`)}</th>)}</tr>
      </thead>
      <tbody>{list.map(door => <Row key={`${door.channel}:${door.name}`} door={door} />)}</tbody>
    </table>
  );
}

function Row({ door }: { door: DoorState }) {
  const { t } = useTranslation();
  const now = Date.now();
  const { error, progress } = door;
  return (
    <tr>
      <th scope="row">
        <ChannelMark channel={door.channel} small />
        <span><b>{door.title}</b>{door.title !== door.name && <small>{door.name}</small>}</span>
      </th>
      <td>
        <span className={css[door.state]}>{t(`channels.states.${door.state}`)}</span>
        <small>{progress !== null && progress !== undefined
          ? t('channels.progress', { taken: progress.taken, all: progress.taken + progress.waiting })
          : t('channels.since', { time: dayAndClock(language(), door.since, now) })}</small>
        {(door.filled ?? 0) >= NEARLY_FULL && <small className={css['full']}>{t('channels.filled', { percent: door.filled })}</small>}
      </td>
      <td className={`num ${door.lagSeconds === 0 ? css['nothing'] : ''}`}>{door.lagSeconds === 0 ? t('channels.noLag') : duration(t, door.lagSeconds * 1_000)}</td>
      <td className={error === null || error === undefined ? css['nothing'] : ''}>
        {error === null || error === undefined ? t('channels.noError') : (
          <>
            <span>{word(t, 'channels.code', error.code)}</span>
            <small>{dayAndClock(language(), error.at, now)}{error.detail !== null && error.detail !== undefined && ` · ${error.detail}`}</small>
          </>
        )}
      </td>
    </tr>
  );
}
