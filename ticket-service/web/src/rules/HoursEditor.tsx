import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem, type Fault } from '../api/problem.ts';
import { queries } from '../live/queries.ts';
import { useLasting, useNow } from '../look/now.ts';
import { Button } from '../marks/Button.tsx';
import { Chip } from '../marks/Chip.tsx';
import { Empty } from '../marks/Empty.tsx';
import { Bone } from '../marks/Skeleton.tsx';
import { cause } from '../words/format.ts';
import * as calls from './calls.ts';
import { openWords } from './DeskHoursList.tsx';
import { WithFaults } from './Faults.tsx';
import { HoursFields } from './HoursFields.tsx';
import type { Names } from './names.ts';
import type { Hours } from './types.ts';
import { deskName } from './words.ts';
import css from './rules.module.css';

const USUAL: Hours = {
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  week: Object.fromEntries(['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map(day => [day, [{ from: '09:00', to: '18:00' }]])),
  dates: {},
  outside: { do: 'queue' },
};

/** When a desk works, and what becomes of what arrives while it does not. */
export function HoursEditor({ desk, names, disabled }: { desk: string; names: Names; disabled: boolean }) {
  const { t } = useTranslation();
  const now = useNow(60_000);
  const query = useQuery({ queryKey: ['rules', 'hours', desk], staleTime: 60_000, queryFn: ({ signal }) => calls.hours(desk, signal) });
  const lasting = useLasting(query.isPending);
  const [edited, setEdited] = useState<Hours | null>(null);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [failure, setFailure] = useState<unknown>(null);
  const [saving, setSaving] = useState(false);
  const name = deskName(t, names.desks, desk);
  const kept = query.data;
  const shown = edited ?? kept ?? null;

  const send = async (work: () => Promise<Hours | null>) => {
    setSaving(true);
    setFaults([]);
    setFailure(null);
    try {
      queries.setQueryData(['rules', 'hours', desk], await work());
      setEdited(null);
    } catch (error) {
      if (error instanceof Problem && error.faults.length > 0) setFaults(error.faults);
      setFailure(error);
    } finally {
      setSaving(false);
    }
  };
  const save = () => {
    if (edited === null) return;
    const { open: _o, changesAt: _c, ...hours } = edited;
    void send(() => calls.saveHours(desk, hours));
  };

  return (
    <section className={css['panel']} aria-label={t('hours.of', { desk: name })}>
      <header className={css['head']}>
        <h2>{t('hours.of', { desk: name })}</h2>
        {edited !== null && <Chip tone="warn">{t('hours.draft')}</Chip>}
        {edited === null && kept !== undefined && <Chip tone={kept?.open === false ? 'warn' : 'ok'}>{openWords(t, kept, now)}</Chip>}
        <span className={css['space']} />
        {!disabled && kept !== undefined && kept !== null && <Button look="quiet" small disabled={saving} onClick={() => void send(() => calls.clearHours(desk).then(() => null))}>{t('hours.clear')}</Button>}
      </header>
      {kept === undefined ? (
        query.error !== null ? <Empty art={false} title={t('hours.failed', { cause: cause(t, query.error) })} retry={() => void query.refetch()} retryLabel={t('common.retry')} />
          : lasting && <div className={css['edit']} aria-hidden>{[1, 2, 3, 4, 5, 6].map(one => <Bone key={one} height={32} top={8} />)}</div>
      ) : shown === null ? (
        <Empty title={t('hours.always')} hint={t('hours.alwaysHint')}>
          {!disabled && <Button onClick={() => setEdited(USUAL)}>{t('hours.set')}</Button>}
        </Empty>
      ) : (
        <div className={css['edit']}>
          <WithFaults faults={faults}>
            <HoursFields hours={shown} desk={desk} names={names} disabled={disabled} onChange={changed => {
              setEdited(changed);
              setFaults([]);
              setFailure(null);
            }} />
          </WithFaults>
          {(edited !== null || failure !== null) && (
            <div className={css['bar']}>
              <span className={css['hint']} role="status">
                {failure === null ? t('hours.notSaved') : faults.length > 0 ? t('rules.saveFaults', { count: faults.length }) : t('rules.saveFailed', { cause: cause(t, failure) })}
              </span>
              {!disabled && edited !== null && (
                <>
                  <Button look="quiet" onClick={() => { setEdited(null); setFaults([]); setFailure(null); }}>{t('rules.discard')}</Button>
                  <Button look="primary" disabled={saving} aria-busy={saving} onClick={save}>{t('hours.save')}</Button>
                </>
              )}
            </div>
          )}
        </div>
      )}
    </section>
  );
}
