import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { UseQueryResult } from '@tanstack/react-query';
import { Problem } from '../api/problem.ts';
import { Empty } from '../marks/Empty.tsx';
import { PriorityBars, urgency } from '../marks/Priority.tsx';
import { Bone } from '../marks/Skeleton.tsx';
import { useLasting } from '../look/now.ts';
import { cause } from '../words/format.ts';
import type { Names } from './names.ts';
import { Trace } from './Trace.tsx';
import { TrialMessage } from './TrialMessage.tsx';
import type { Message, Rule, Trial } from './types.ts';
import { WhatIf } from './WhatIf.tsx';
import { deskName, languageName, stepWords } from './words.ts';
import css from './rules.module.css';

interface Props {
  message: Message;
  onMessage: (message: Message) => void;
  trial: UseQueryResult<Trial>;
  past: UseQueryResult<Trial>;
  rules: Rule[];
  chosen: Rule | undefined;
  names: Names;
}

/** A message on which the rules are tried as they stand in the editor, and what they would have said of last week. */
export function TrialPane({ message, onMessage, trial, past, rules, chosen, names }: Props) {
  const { t } = useTranslation();
  const lasting = useLasting(trial.isPending);
  const faulty = trial.error instanceof Problem && trial.error.faults.length > 0;
  return (
    <section className={`${css['panel']} ${css['trialPanel']}`} aria-label={t('trial.heading')}>
      <header className={css['head']}><h2>{t('trial.heading')}</h2><span className={css['sub']}>{t('trial.noEffect')}</span></header>
      <div className={css['trial']}>
        <TrialMessage message={message} onChange={onMessage} />
        {trial.error !== null && (faulty ? <p className={css['fault']} role="alert">{t('trial.faulty')}</p>
          : <Empty art={false} title={t('trial.failed', { cause: cause(t, trial.error) })} retry={() => void trial.refetch()} retryLabel={t('common.retry')} />)}
        {trial.isPending && lasting && <div aria-hidden><Bone height={58} top={10} radius={10} /><Bone width="40%" top={20} /><Bone height={30} top={10} /></div>}
        {trial.data !== undefined && trial.error === null && (
          <>
            <Outcome trial={trial.data} rules={rules} names={names} />
            <h3>{t('trial.trace')}</h3>
            <Trace judged={trial.data.rules} rules={rules} names={names} />
          </>
        )}
        <WhatIf past={past} chosen={chosen} names={names} faulty={faulty} />
      </div>
    </section>
  );
}

function Outcome({ trial: { verdict, rules: judged }, rules, names }: { trial: Trial; rules: Rule[]; names: Names }) {
  const { t } = useTranslation();
  const matched = judged.filter(one => one.outcome === 'matched');
  const first = matched[0];
  const place = (id: string) => rules.findIndex(rule => rule.id === id) + 1;
  const title = first === undefined ? t('trial.noRule')
    : matched.length === 1 ? t('trial.byRule', { name: first.name, number: place(first.id) })
      : t('trial.byRules', { names: matched.map(one => one.name).join(', ') });
  const Sign = first === undefined ? IconCircleDashed : IconCircleCheck;
  const said = [
    t('trial.desk', { desk: deskName(t, names.desks, verdict.desk) }),
    verdict.steps[0] === undefined ? t('rules.anyone') : verdict.steps.map(step => stepWords(t, names.skills, names.desks, step)).join(' → '),
    verdict.language === null ? t('trial.noLanguage') : t('trial.language', { language: languageName(t, verdict.language) }),
    ...verdict.tags.map(tag => `#${tag}`),
  ];
  return (
    <div className={`${css['verdict']} ${first === undefined ? css['none'] : ''}`} role="status">
      <Sign size={16} stroke={1.75} aria-hidden />
      <div>
        <b>{title}</b>
        <small>{said.join(' · ')}</small>
        <small className={css['signs']}>
          <PriorityBars priority={verdict.priority} silent />{t(`priority.${urgency(verdict.priority)}`)}{verdict.vip ? ' · VIP' : ''}
        </small>
        {verdict.closed !== null && (
          <small className={css['warned']}>
            {t(verdict.closed === verdict.desk ? 'trial.closedWaits' : 'trial.closedOverflows', { desk: deskName(t, names.desks, verdict.closed), to: deskName(t, names.desks, verdict.desk) })}
          </small>
        )}
      </div>
    </div>
  );
}
