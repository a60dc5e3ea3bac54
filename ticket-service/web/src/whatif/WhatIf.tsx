import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import * as simulations from '../api/simulations.ts';
import { Around } from '../frame/Around.tsx';
import { queries, useMe } from '../live/queries.ts';
import { Button } from '../marks/Button.tsx';
import { Empty } from '../marks/Empty.tsx';
import { cause, dayAndClock, percent } from '../words/format.ts';
import { language } from '../words/words.ts';
import { Ask } from './Ask.tsx';
import { askedWords } from './askedWords.ts';
import { Result } from './Result.tsx';
import css from './whatif.module.css';

const ALL = ['simulations'];
const POLL = 1_000;

/** What would have been with other people: the engine that runs, on the desk's own past. */
export function WhatIf() {
  const { t } = useTranslation();
  const me = useMe().data;
  const [chosen, setChosen] = useState<string | null>(null);
  const supervisor = me === undefined || me.user.roles.some(role => role === 'supervisor' || role === 'admin');
  const all = useQuery({ queryKey: ALL, enabled: me !== undefined && supervisor, staleTime: 0, queryFn: ({ signal }) => simulations.simulations(signal) });
  const shown = chosen ?? all.data?.[0]?.id ?? null;
  const started = (simulation: simulations.Simulation) => {
    queries.setQueryData(['simulation', simulation.id], simulation);
    setChosen(simulation.id);
    void queries.invalidateQueries({ queryKey: ALL });
  };
  return (
    <Around section="board" title={t('whatif.title')}>
      <main className={css['whatif']} aria-label={t('whatif.title')}>
        {!supervisor ? <div className={css['whole']}><Empty title={t('whatif.supervisors')} hint={t('whatif.supervisorsHint')} /></div> : (
          <>
            <section className={css['panel']} aria-label={t('whatif.ask')}>
              <header><h2>{t('whatif.ask')}</h2><span className={css['space']} /><Link to="/board" className={css['link']}>{t('whatif.back')}</Link></header>
              <Ask started={started} />
              {(all.data ?? []).length > 0 && (
                <>
                  <h3 className={css['heading']}>{t('whatif.earlier')}</h3>
                  <ul className={css['runs']}>
                    {all.data?.map(run => (
                      <li key={run.id}>
                        <button type="button" aria-pressed={run.id === shown} onClick={() => setChosen(run.id)}>
                          <span>{askedWords(t, run)}</span><small>{dayAndClock(language(), run.askedAt, Date.now())} · {t(`whatif.state.${run.state}`)}</small>
                        </button>
                      </li>
                    ))}
                  </ul>
                </>
              )}
              {all.error !== null && <p className={css['failed']} role="alert">{t('whatif.listFailed', { cause: cause(t, all.error) })} <Button small onClick={() => void all.refetch()}>{t('common.retry')}</Button></p>}
            </section>
            <section className={css['panel']} aria-label={t('whatif.result')} tabIndex={0}>
              {shown === null ? <Empty title={t('whatif.none')} hint={t('whatif.noneHint')} /> : <Run key={shown} id={shown} />}
            </section>
          </>
        )}
      </main>
    </Around>
  );
}

function Run({ id }: { id: string }) {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['simulation', id],
    queryFn: ({ signal }) => simulations.simulation(id, signal),
    refetchInterval: held => (held.state.data?.state === 'running' ? POLL : false),
  });
  const state = query.data?.state;
  useEffect(() => {
    if (state !== undefined && state !== 'running') void queries.invalidateQueries({ queryKey: ALL });
  }, [state]);
  if (query.data === undefined) {
    return query.error === null ? null : <Empty title={t('whatif.failed', { cause: cause(t, query.error) })} retry={() => void query.refetch()} retryLabel={t('common.retry')} />;
  }
  const run = query.data;
  if (run.state === 'done' && run.result !== null) return <Result run={run} result={run.result} />;
  if (run.state !== 'running') return <Empty title={t(`whatif.state.${run.state}`)} hint={run.problem === null ? undefined : t(`whatif.problem.${run.problem.split(':')[0] ?? ''}`, { defaultValue: run.problem })} />;
  return (
    <div className={css['running']} role="status">
      <b>{t('whatif.running', { share: percent(language(), run.progress) })}</b>
      <progress value={run.progress} max={1} aria-label={t('whatif.state.running')} />
      <span>{t('whatif.runningHint')}</span>
      <Button onClick={() => void simulations.cancel(id).then(() => query.refetch())}>{t('whatif.cancel')}</Button>
    </div>
  );
}
