import { NativeSelect, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { start, type Simulation } from '../api/simulations.ts';
import { useAgents, useDesks, useSkills } from '../live/queries.ts';
import { Button } from '../marks/Button.tsx';
import { cause, word } from '../words/format.ts';
import { makesSense, wishOf, type Asking, type Period } from './asking.ts';
import css from './whatif.module.css';

const HOURS = Array.from({ length: 25 }, (_, hour) => ({ value: String(hour), label: `${String(hour).padStart(2, '0')}:00` }));
const PERIODS: Period[] = ['today', 'yesterday', 'week', 'month'];

/** "Last week, with two more German speakers." */
export function Ask({ started }: { started: (simulation: Simulation) => void }) {
  const { t } = useTranslation();
  const desks = useDesks();
  const skills = useSkills();
  const agents = useAgents();
  const [said, setSaid] = useState<Asking>({ desk: '', period: 'week', count: 2, skill: '', level: 2, from: 9, to: 18, capacity: 4, without: '' });
  const asking = { ...said, desk: said.desk === '' ? (desks.data?.[0]?.id ?? '') : said.desk };
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const change = (to: Partial<Asking>) => setSaid({ ...asking, ...to });
  const submit = async () => {
    setBusy(true);
    setProblem(null);
    try {
      started(await start(wishOf(asking, new Date())));
    } catch (error) {
      setProblem(cause(t, error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className={css['ask']} onSubmit={event => { event.preventDefault(); void submit(); }}>
      <NativeSelect label={t('whatif.desk')} value={asking.desk} onChange={event => change({ desk: event.currentTarget.value })}
        error={desks.error === null ? undefined : t('act.desksFailed', { cause: cause(t, desks.error) })}
        data={(desks.data ?? []).map(desk => ({ value: desk.id, label: word(t, 'desk', desk.id, { defaultValue: desk.name }) }))} />
      <NativeSelect label={t('whatif.period')} value={asking.period} onChange={event => change({ period: event.currentTarget.value as Period })}
        data={PERIODS.map(period => ({ value: period, label: t(`whatif.periods.${period}`) }))} />
      <fieldset>
        <legend>{t('whatif.moreAgents')}</legend>
        <div className={css['two']}>
          <NumberInput label={t('whatif.count')} min={0} max={100} value={asking.count} onChange={count => change({ count: Number(count) || 0 })} />
          <NumberInput label={t('whatif.capacity')} min={1} max={100} value={asking.capacity} onChange={capacity => change({ capacity: Math.max(1, Number(capacity) || 1) })} />
          <NativeSelect label={t('whatif.skill')} value={asking.skill} onChange={event => change({ skill: event.currentTarget.value })}
            data={[{ value: '', label: t('whatif.noSkill') }, ...(skills.data ?? []).map(skill => ({ value: skill.id, label: word(t, 'skill', skill.id, { defaultValue: skill.name }) }))]} />
          <NativeSelect label={t('act.level')} value={asking.level} disabled={asking.skill === ''} onChange={event => change({ level: Number(event.currentTarget.value) })}
            data={['1', '2', '3', '4', '5']} />
          <NativeSelect label={t('whatif.from')} value={asking.from} data={HOURS.slice(0, 24)} onChange={event => change({ from: Number(event.currentTarget.value) })} />
          <NativeSelect label={t('whatif.to')} value={asking.to} data={HOURS.slice(1)} onChange={event => change({ to: Number(event.currentTarget.value) })} />
        </div>
      </fieldset>
      <NativeSelect label={t('whatif.withoutAgent')} value={asking.without} onChange={event => change({ without: event.currentTarget.value })}
        data={[{ value: '', label: t('whatif.everybody') }, ...(agents.data ?? []).map(agent => ({ value: agent.id, label: agent.name }))]} />
      <Button look="primary" type="submit" disabled={busy || !makesSense(asking)}>{t('whatif.start')}</Button>
      {problem !== null && <p className={css['failed']} role="alert">{t('whatif.notStarted', { cause: problem })}</p>}
    </form>
  );
}
