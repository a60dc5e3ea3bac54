import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api/problem.ts';
import { exclusion } from '../api/routing.ts';
import type { Decision, Summary } from '../api/types.ts';
import { useAgents } from '../live/queries.ts';
import { cause, seconds } from '../words/format.ts';
import { language } from '../words/words.ts';
import { reasonWordsOf } from './outcome.ts';
import css from './why.module.css';

/** "Why not me": anybody else's reason, by the decision shown, or as it waits now. */
export function WhyNot({ decision, summary, me }: { decision: Decision; summary: Summary; me: string }) {
  const { t } = useTranslation();
  const agents = useAgents().data ?? [];
  const told = new Set([decision.chosen, ...decision.runnersUp].map(candidate => candidate?.agent));
  const others = agents.filter(agent => !told.has(agent.id)).sort((a, b) => Number(b.id === me) - Number(a.id === me) || a.name.localeCompare(b.name));
  const [agent, setAgent] = useState('');
  const about = decision.chosen === null && summary.work.state === 'queued' ? { conversation: summary.id } : { decision: decision.id };
  const query = useQuery({
    queryKey: ['exclusion', agent, about], enabled: agent !== '', staleTime: 0, queryFn: ({ signal }) => exclusion(agent, about, signal),
  });
  if (others.length === 0) return null;
  const unknown = query.error instanceof Problem && query.error.status === 404;
  return (
    <div className={css['whyNot']}>
      <NativeSelect label={t('why.whyNot')} value={agent} onChange={event => setAgent(event.currentTarget.value)}
        data={[{ value: '', label: t('why.whyNotChoose') }, ...others.map(one => ({ value: one.id, label: one.id === me ? t('common.you') : one.name }))]} />
      <p role="status">
        {agent !== '' && query.data !== undefined && <b>{reasonWordsOf(t, query.data)}</b>}
        {query.data !== undefined && <span>{query.data.decision === null ? t('why.asItWaits') : t('why.asOf', { time: seconds(language(), query.data.at) })}{query.data.sameInput && ` ${t('why.sameInput')}`}</span>}
        {query.error !== null && (unknown ? t('why.notKnown') : t('why.failed', { cause: cause(t, query.error) }))}
      </p>
    </div>
  );
}
