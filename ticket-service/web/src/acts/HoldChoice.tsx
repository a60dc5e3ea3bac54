import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hold } from '../api/inbox.ts';
import type { Summary } from '../api/types.ts';
import { attempt } from '../live/commands.ts';
import { Button } from '../marks/Button.tsx';
import { dayAndClock } from '../words/format.ts';
import { language } from '../words/words.ts';
import css from './acts.module.css';

/** Usual times to come back to something. */
export function holdTimes(now: Date): { name: 'hour' | 'evening' | 'tomorrow' | 'monday'; at: Date }[] {
  const at = (days: number, hour: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
  const untilMonday = ((8 - now.getDay()) % 7) || 7;
  const times = [
    { name: 'hour' as const, at: new Date(now.getTime() + 3_600_000) },
    { name: 'evening' as const, at: at(0, 18) },
    { name: 'tomorrow' as const, at: at(1, 9) },
    { name: 'monday' as const, at: at(untilMonday, 9) },
  ];
  return times.filter(({ name, at: then }) => then.getTime() > now.getTime() && !(name === 'monday' && untilMonday === 1));
}

/** Until when it sleeps; the customer writing wakes it at once. */
export function HoldChoice({ summary, done }: { summary: Summary; done: () => void }) {
  const { t } = useTranslation();
  const [opened] = useState(() => new Date());
  const [own, setOwn] = useState('');
  const choose = (at: Date) => {
    void attempt('hold', summary.id, id => hold(summary.id, id, at.toISOString()));
    done();
  };
  const chosen = own === '' ? null : new Date(own);
  return (
    <>
      <ul className={css['choices']}>
        {holdTimes(opened).map(({ name, at }) => (
          <li key={name}>
            <button type="button" onClick={() => choose(at)}>
              <span><b>{t(`act.hold.${name}`)}</b></span><time dateTime={at.toISOString()}>{dayAndClock(language(), at.toISOString(), opened.getTime())}</time>
            </button>
          </li>
        ))}
      </ul>
      <form className={css['line']} onSubmit={event => { event.preventDefault(); if (chosen !== null) choose(chosen); }}>
        <TextInput type="datetime-local" label={t('act.hold.own')} value={own} onChange={event => setOwn(event.currentTarget.value)} />
        <Button type="submit" disabled={chosen === null || chosen.getTime() <= opened.getTime()}>{t('act.holdSave')}</Button>
      </form>
      <p className={css['hint']}>{t('act.holdHint')}</p>
    </>
  );
}
