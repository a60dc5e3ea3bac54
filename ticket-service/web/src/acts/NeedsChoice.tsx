import { NativeSelect } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { setNeeds } from '../api/inbox.ts';
import type { Need, Summary } from '../api/types.ts';
import { skillsOf, stepsOf } from '../board/requirement.ts';
import { attempt } from '../live/commands.ts';
import { useSkills } from '../live/queries.ts';
import { Button, IconButton } from '../marks/Button.tsx';
import { cause, word } from '../words/format.ts';
import css from './acts.module.css';

/** Which skills it takes: all of them together. */
export function NeedsChoice({ summary, done }: { summary: Summary; done: () => void }) {
  const { t } = useTranslation();
  const steps = stepsOf(summary.work);
  const [wanted, setWanted] = useState<Need[]>(() => (steps[0] === undefined ? [] : skillsOf(steps[0].requirement)));
  return (
    <form onSubmit={event => {
      event.preventDefault();
      void attempt('needs', summary.id, id => setNeeds(summary.id, id, wanted));
      done();
    }}>
      <NeedsList wanted={wanted} change={setWanted} />
      {steps.length > 1 && <p className={css['hint']}>{t('act.needsOneStep')}</p>}
      <div className={css['buttons']}>
        <Button look="primary" type="submit" data-autofocus>{t('act.needsSave')}</Button>
        <Button onClick={done}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}

/** Skills with the level each takes at least. */
export function NeedsList({ wanted, change }: { wanted: Need[]; change: (wanted: Need[]) => void }) {
  const { t } = useTranslation();
  const skills = useSkills();
  const left = (skills.data ?? []).filter(skill => !wanted.some(need => need.skill === skill.id));
  const nameOf = (id: string) => skills.data?.find(skill => skill.id === id)?.name ?? id;
  if (skills.data === undefined && skills.error !== null) {
    return <p className={css['failed']} role="alert">{t('act.skillsFailed', { cause: cause(t, skills.error) })} <Button small onClick={() => void skills.refetch()}>{t('common.retry')}</Button></p>;
  }
  return (
    <ul className={css['needs']}>
      {wanted.length === 0 && <li className={css['hint']}>{t('act.needsNone')}</li>}
      {wanted.map((need, at) => (
        <li key={need.skill}>
          <span>{word(t, 'skill', need.skill, { defaultValue: nameOf(need.skill) })}</span>
          <NativeSelect aria-label={t('act.level')} value={need.level} data={[1, 2, 3, 4, 5].map(level => ({ value: String(level), label: `≥ ${level}` }))}
            onChange={event => change(wanted.map((other, place) => (place === at ? { ...other, level: Number(event.currentTarget.value) } : other)))} />
          <IconButton label={t('common.remove')} onClick={() => change(wanted.filter((_, place) => place !== at))}><IconX size={16} stroke={1.75} aria-hidden /></IconButton>
        </li>
      ))}
      {left.length > 0 && (
        <li>
          <IconPlus size={16} stroke={1.75} aria-hidden className="icon" />
          <NativeSelect aria-label={t('act.addSkill')} value="" onChange={event => {
            if (event.currentTarget.value !== '') change([...wanted, { skill: event.currentTarget.value, level: 1 }]);
          }} data={[{ value: '', label: t('act.addSkill') }, ...left.map(skill => ({ value: skill.id, label: word(t, 'skill', skill.id, { defaultValue: skill.name }) }))]} />
        </li>
      )}
    </ul>
  );
}
