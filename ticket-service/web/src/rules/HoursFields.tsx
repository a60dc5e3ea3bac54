import { IconCopy, IconPlus, IconX } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../marks/Button.tsx';
import { shortDay } from '../words/format.ts';
import { language } from '../words/words.ts';
import { FaultLine, useFaults } from './Faults.tsx';
import { Choice, TextField } from './Fields.tsx';
import { deskChoices, type Names } from './names.ts';
import { DAYS, type Day, type Hours, type Interval } from './types.ts';
import css from './rules.module.css';

const ZONES = Intl.supportedValuesOf('timeZone');
const DAY: Interval = { from: '09:00', to: '18:00' };

/** Zone, week, single dates, and what becomes of what arrives outside. */
export function HoursFields({ hours, desk, names, disabled, onChange }: { hours: Hours; desk: string; names: Names; disabled: boolean; onChange: (hours: Hours) => void }) {
  const { t } = useTranslation();
  const zone = useFaults('/zone');
  const outside = useFaults('/outside', true);
  const zones = useId();
  const setDay = (day: Day, intervals: Interval[]) => onChange({ ...hours, week: { ...hours.week, [day]: intervals } });
  return (
    <>
      <h3>{t('hours.zone')}</h3>
      <div className={css['row']}>
        <span className={css['leadWide']} />
        <TextField label={t('hours.zone')} value={hours.zone} list={zones} disabled={disabled} wrong={zone.length > 0} onChange={value => onChange({ ...hours, zone: value })} />
        <datalist id={zones}>{ZONES.map(one => <option key={one} value={one} />)}</datalist>
      </div>
      <FaultLine faults={zone} />
      <h3>{t('hours.week')}</h3>
      {DAYS.map(day => (
        <Intervals key={day} name={t(`hours.day.${day}`)} pointer={`/week/${day}`} intervals={hours.week[day] ?? []} disabled={disabled} onChange={intervals => setDay(day, intervals)}
          {...(day === 'monday' ? { copy: () => onChange({ ...hours, week: { ...hours.week, ...Object.fromEntries(DAYS.slice(1, 5).map(other => [other, hours.week.monday ?? []])) } }) } : {})} />
      ))}
      <h3>{t('hours.dates')}</h3>
      <Dates hours={hours} disabled={disabled} onChange={onChange} />
      <h3>{t('hours.outside')}</h3>
      <div className={css['row']}>
        <span className={css['leadWide']} />
        <Choice label={t('hours.outside')} value={hours.outside.do} grow disabled={disabled} wrong={outside.length > 0}
          choices={[['queue', t('hours.outsideOf.queue')], ['notice', t('hours.outsideOf.notice')], ['overflow', t('hours.outsideOf.overflow')]]}
          onChange={what => onChange({ ...hours, outside: what === 'overflow' ? { do: what, desk: names.desks.find(one => one.id !== desk)?.id ?? '' } : { do: what } })} />
        {hours.outside.do === 'overflow' && (
          <Choice label={t('hours.overflowTo')} value={hours.outside.desk ?? ''} grow disabled={disabled} wrong={outside.length > 0}
            choices={deskChoices(t, names, hours.outside.desk).filter(([id]) => id !== desk)} onChange={to => onChange({ ...hours, outside: { do: 'overflow', desk: to } })} />
        )}
      </div>
      <FaultLine faults={outside} />
    </>
  );
}

function Dates({ hours, disabled, onChange }: { hours: Hours; disabled: boolean; onChange: (hours: Hours) => void }) {
  const { t } = useTranslation();
  const [date, setDate] = useState('');
  const put = (dates: Hours['dates']) => onChange({ ...hours, dates });
  const all = Object.keys(hours.dates).sort();
  return (
    <>
      {all.length === 0 && <p className={css['always']}>{t('hours.noDates')}</p>}
      {all.map(one => (
        <Intervals key={one} name={`${shortDay(language(), `${one}T12:00:00`)} ${one.slice(0, 4)}`} pointer={`/dates/${one}`} intervals={hours.dates[one] ?? []} disabled={disabled}
          onChange={intervals => put({ ...hours.dates, [one]: intervals })}
          remove={() => put(Object.fromEntries(Object.entries(hours.dates).filter(([other]) => other !== one)))} />
      ))}
      {!disabled && (
        <div className={css['row']}>
          <span className={css['leadWide']} />
          <span className={css['field']}><input type="date" aria-label={t('hours.date')} value={date} onChange={event => setDate(event.target.value)} /></span>
          <Button look="quiet" disabled={date === '' || hours.dates[date] !== undefined} onClick={() => { put({ ...hours.dates, [date]: [] }); setDate(''); }}>
            <IconPlus size={14} stroke={1.9} aria-hidden />{t('hours.addDate')}
          </Button>
        </div>
      )}
    </>
  );
}

/** The intervals of a day; none is closed. */
function Intervals({ name, pointer, intervals, disabled, onChange, copy, remove }: {
  name: string;
  pointer: string;
  intervals: Interval[];
  disabled: boolean;
  onChange: (intervals: Interval[]) => void;
  copy?: () => void;
  remove?: () => void;
}) {
  const { t } = useTranslation();
  const faults = useFaults(pointer, true);
  const change = (place: number, part: keyof Interval, value: string) => onChange(intervals.map((one, at) => (at === place ? { ...one, [part]: value } : one)));
  const next = (): Interval => {
    const last = intervals.at(-1);
    return last === undefined ? DAY : { from: last.to, to: '24:00' };
  };
  return (
    <>
      <div className={css['row']} role="group" aria-label={name}>
        <span className={css['leadWide']}>{name}</span>
        <span className={css['intervals']}>
          {intervals.length === 0 && <span className={css['closed']}>{t('hours.closed')}</span>}
          {intervals.map((one, place) => (
            <span key={place} className={`${css['field']} ${faults.length > 0 ? css['wrong'] : ''}`}>
              <input className={css['time'] ?? ''} aria-label={t('hours.from', { day: name })} value={one.from} maxLength={5} inputMode="numeric" disabled={disabled} onChange={event => change(place, 'from', event.target.value)} />
              –
              <input className={css['time'] ?? ''} aria-label={t('hours.to', { day: name })} value={one.to} maxLength={5} inputMode="numeric" disabled={disabled} onChange={event => change(place, 'to', event.target.value)} />
              {!disabled && <button type="button" className={css['drop']} aria-label={t('hours.removeInterval', { day: name, from: one.from, to: one.to })} onClick={() => onChange(intervals.filter((_, at) => at !== place))}>×</button>}
            </span>
          ))}
          {!disabled && <IconButton label={t('hours.addInterval', { day: name })} onClick={() => onChange([...intervals, next()])}><IconPlus size={14} stroke={1.9} aria-hidden /></IconButton>}
          {!disabled && copy !== undefined && <IconButton label={t('hours.copyToWeekdays')} onClick={copy}><IconCopy size={14} stroke={1.9} aria-hidden /></IconButton>}
        </span>
        {!disabled && remove !== undefined && <IconButton label={t('hours.removeDate', { date: name })} onClick={remove}><IconX size={14} stroke={1.9} aria-hidden /></IconButton>}
      </div>
      <FaultLine faults={faults} />
    </>
  );
}
