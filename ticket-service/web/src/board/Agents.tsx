import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AgentOnDuty, Board } from '../api/types.ts';
import { useWeights } from '../live/queries.ts';
import { Avatar } from '../marks/Avatar.tsx';
import { IconButton } from '../marks/Button.tsx';
import { Empty } from '../marks/Empty.tsx';
import { Load } from '../marks/Load.tsx';
import { dayAndClock, word } from '../words/format.ts';
import { presenceWords } from '../words/people.ts';
import { language } from '../words/words.ts';
import { heldUnits, offeredUnits } from './offered.ts';
import css from './board.module.css';

interface Props {
  board: Board;
  me: string;
  now: number;
  supervisor: boolean;
  /** Shows what an agent has. */
  show: (agent: string) => void;
}

const ORDER = ['AVAILABLE', 'BUSY', 'AWAY', 'OFFLINE'];

/** The busiest first; whoever is not there stands below. */
export function byLoad(agents: AgentOnDuty[]): AgentOnDuty[] {
  const ratio = (agent: AgentOnDuty) => (agent.capacity === 0 ? 0 : agent.load / agent.capacity);
  return [...agents].sort((a, b) =>
    ORDER.indexOf(a.presence) - ORDER.indexOf(b.presence) || ratio(b) - ratio(a) || b.load - a.load || a.name.localeCompare(b.name));
}

export function Agents({ board, me, now, supervisor, show }: Props) {
  const { t } = useTranslation();
  const weights = useWeights().data;
  return (
    <section aria-label={t('board.agentsTitle')}>
      <header><h2>{t('board.agentsTitle')}</h2><span className={css['sub']}>{t('board.agentsHint')}</span><span className={css['space']} />{supervisor && <Link to="/board/what-if" className={css['link']}>{t('board.whatIf')}</Link>}</header>
      {board.agents.length === 0 ? <Empty art={false} title={t('board.noAgents')} hint={t('board.noAgentsHint')} /> : (
        <ul className={css['agents']}>
          {byLoad(board.agents).map(agent => (
            <Agent key={agent.id} agent={agent} me={me} now={now} supervisor={supervisor} show={() => show(agent.id)}
              offers={board.items.filter(row => row.work.offer?.agent === agent.id).length} offered={offeredUnits(board.items, agent.id, weights)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Agent({ agent, offers, offered, me, now, supervisor, show }: { agent: AgentOnDuty; offers: number; offered: number; me: string; now: number; supervisor: boolean; show: () => void }) {
  const { t } = useTranslation();
  const best = [...agent.skills].sort((a, b) => b.level - a.level || a.skill.localeCompare(b.skill));
  const skills = best.map(skill => `${word(t, 'skill', skill.skill)} ${skill.level}`).join(', ');
  const held = heldUnits(agent.load, offered);
  const name = agent.id === me ? `${agent.name} · ${t('common.you')}` : agent.name;
  return (
    <li>
      <Avatar name={agent.name} presence={agent.presence} />
      <div className={css['a1']}><b>{name}</b><span>{presenceWords(t, agent)}</span></div>
      <div className={css['al']} title={t('frame.loadTitle', { load: held, capacity: agent.capacity })}>
        <Load load={held} capacity={agent.capacity} offered={offered} small={agent.capacity > 5} />
        <span className="num">{held}/{agent.capacity}</span>
      </div>
      <div className={css['as']} title={skills}>{skills === '' ? t('board.noSkills') : skills}</div>
      <div className={css['an']}>{note(t, agent, offers, now)}</div>
      {supervisor && (
        <Menu position="bottom-end" width={240}>
          <Menu.Target><IconButton label={t('board.actionsFor', { name: agent.name })}><IconDots size={16} stroke={1.75} aria-hidden /></IconButton></Menu.Target>
          <Menu.Dropdown><Menu.Item onClick={show}>{t('board.showOwned')}</Menu.Item></Menu.Dropdown>
        </Menu>
      )}
    </li>
  );
}

function note(t: ReturnType<typeof useTranslation>['t'], agent: AgentOnDuty, offers: number, now: number): string {
  if (agent.load > agent.capacity) return t('board.excess', { count: agent.load - agent.capacity });
  if (offers > 0) return t('board.offered', { count: offers });
  if (agent.cause === 'silent') return t('board.silent');
  return agent.since === null || agent.since === undefined ? '' : t('board.since', { time: dayAndClock(language(), agent.since, now) });
}
