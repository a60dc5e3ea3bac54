import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentOnDuty, Summary } from '../api/types.ts';
import { inForce, meets } from '../board/requirement.ts';
import { Avatar } from '../marks/Avatar.tsx';
import { Load } from '../marks/Load.tsx';
import { needs } from '../words/format.ts';
import { presenceWords } from '../words/people.ts';
import css from './acts.module.css';

interface Props {
  agents: AgentOnDuty[];
  summary: Summary;
  me: string;
  chosen: string | null;
  choose: (agent: string) => void;
}

const ORDER = ['AVAILABLE', 'BUSY', 'AWAY', 'OFFLINE'];

/** Who is there and fits comes first; everybody is shown, so that nobody is missed. */
export function AgentChoice({ agents, summary, me, chosen, choose }: Props) {
  const { t } = useTranslation();
  const [sought, setSought] = useState('');
  const { requirement } = inForce(summary.work, Date.now()).step;
  const fits = (agent: AgentOnDuty) => Number(!meets(agent.skills, requirement));
  const ratio = (agent: AgentOnDuty) => (agent.capacity === 0 ? 1 : agent.load / agent.capacity);
  const shown = agents
    .filter(agent => agent.name.toLowerCase().includes(sought.trim().toLowerCase()))
    .sort((a, b) => ORDER.indexOf(a.presence) - ORDER.indexOf(b.presence) || fits(a) - fits(b) || ratio(a) - ratio(b) || a.name.localeCompare(b.name));
  return (
    <>
      <TextInput mt={12} data-autofocus aria-label={t('act.findAgent')} placeholder={t('act.findAgent')} value={sought} onChange={event => setSought(event.currentTarget.value)} />
      <div className={css['agents']} role="radiogroup" aria-label={t('act.toAgent')}>
        {shown.map(agent => (
          <label key={agent.id} className={agent.presence === 'OFFLINE' ? css['offline'] : ''}>
            <input type="radio" name="agent" value={agent.id} checked={chosen === agent.id} onChange={() => choose(agent.id)} />
            <Avatar name={agent.name} size="small" presence={agent.presence} />
            <span className={css['agent']}>
              <b>{agent.id === me ? t('common.you') : agent.name}</b>
              <small>{presenceWords(t, agent)}{agent.skills.length > 0 && ` · ${needs(t, agent.skills)}`}</small>
            </span>
            <Load load={agent.load} capacity={agent.capacity} small />
            <span className="num">{agent.load}/{agent.capacity}</span>
          </label>
        ))}
        {shown.length === 0 && <p className={css['hint']}>{t('act.noSuchAgent')}</p>}
      </div>
    </>
  );
}
