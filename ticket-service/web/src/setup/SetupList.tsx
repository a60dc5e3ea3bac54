import { IconPlus } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { TFunction } from 'i18next';
import { IconButton } from '../marks/Button.tsx';
import { TextField } from '../rules/Fields.tsx';
import { word } from '../words/format.ts';
import { language } from '../words/words.ts';
import type { Known } from './SetupPage.tsx';
import { KINDS, type KindName, type Listed } from './types.ts';
import rules from '../rules/rules.module.css';
import css from './setup.module.css';

/** Kinds of which people make further ones here. Agents come with their users, channels with the installation. */
const MADE = new Set<KindName>(['desks', 'skills', 'statuses', 'links', 'users']);

/** More than anybody scrolls through: the rest is found by name. */
const SHOWN = 100;

/** Everything that can be set up, by kind. Arrows go through it. */
export function SetupList({ known, kind, id, disabled }: { known: Known; kind: KindName | undefined; id: string | undefined; disabled: boolean }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const panel = useRef<HTMLElement>(null);
  const [text, setText] = useState('');
  const sought = text.trim().toLowerCase();
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.code === 'ArrowDown' ? 1 : event.code === 'ArrowUp' ? -1 : 0;
    if (by === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const links = [...(panel.current?.querySelectorAll<HTMLElement>('a') ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    const next = at === -1 ? (by === 1 ? 0 : links.length - 1) : at + by;
    event.preventDefault();
    links[next]?.focus();
  };
  return (
    <section ref={panel} className={`${rules['panel']} ${rules['listPanel']}`} aria-label={t('setup.list')} onKeyDown={onKeyDown}>
      <div className={css['find']}><TextField label={t('setup.find')} placeholder={t('setup.find')} value={text} onChange={setText} /></div>
      {KINDS.filter(each => each !== 'users' || known.users !== null).map(each => {
        const all = listed(t, known, each);
        const found = sought === '' ? all : all.filter(one => one.name.toLowerCase().includes(sought) || one.id.toLowerCase().includes(sought));
        if (sought !== '' && found.length === 0) return null;
        return (
          <div key={each} role="group" aria-label={t(`setup.kind.${each}`)}>
            <div className={css['groupHead']}>
              <h3>{t(`setup.kind.${each}`)}</h3>
              {!disabled && MADE.has(each) && <IconButton tiny label={t(`setup.newOf.${each}`)} onClick={() => void navigate(`/setup/${each}/+`)}><IconPlus size={14} stroke={1.9} aria-hidden /></IconButton>}
            </div>
            {all.length === 0 && <p className={css['hint']}>{t(`setup.none.${each}`)}</p>}
            <ul className={css['list']}>
              {found.slice(0, SHOWN).map(one => (
                <li key={one.id} className={one.left === true ? css['left'] : ''}>
                  <Link to={`/setup/${each}/${encodeURIComponent(one.id)}`} aria-current={each === kind && one.id === id ? 'true' : undefined}><b>{one.name}</b><small>{one.hint}</small></Link>
                </li>
              ))}
            </ul>
            {found.length > SHOWN && <p className={css['hint']}>{t('setup.more', { count: found.length - SHOWN })}</p>}
          </div>
        );
      })}
    </section>
  );
}

function listed(t: TFunction, known: Known, kind: KindName): Listed[] {
  switch (kind) {
    case 'agents':
      return known.agents.map(agent => ({
        id: agent.id, name: agent.name, left: !agent.active,
        hint: agent.active ? [...agent.skills].sort((a, b) => b.level - a.level).map(own => `${word(t, 'skill', own.skill)}\u00a0${own.level}`).join(', ') || t('board.noSkills') : t('setup.left'),
      }));
    case 'desks':
      return known.desks.map(desk => ({ id: desk.id, name: word(t, 'desk', desk.id, { defaultValue: desk.name }), hint: t('setup.agentsAt', { count: known.agents.filter(agent => agent.active && agent.desks.includes(desk.id)).length }) }));
    case 'skills':
      return known.skills.map(skill => ({ id: skill.id, name: word(t, 'skill', skill.id, { defaultValue: skill.name }), hint: t('setup.agentsWith', { count: known.agents.filter(agent => agent.active && agent.skills.some(own => own.skill === skill.id)).length }) }));
    case 'statuses':
      return known.statuses.map(status => ({ id: status.id, name: language() === 'ru' ? status.names.ru : status.names.en, hint: t(`presence.${status.presence}`) }));
    case 'channels':
      return known.channels.map(one => ({ id: one.channel, name: t(`channel.${one.channel.toLowerCase()}`), hint: t('setup.units', { count: one.weight }) }));
    case 'links':
      return known.links.map(link => ({ id: link.id, name: link.name, hint: link.template.replace(/^https?:\/\//, '').split('/')[0] ?? '' }));
    case 'users':
      return (known.users ?? []).map(user => ({ id: user.id, name: user.name, left: !user.active, hint: user.active ? user.roles.map(role => t(`role.${role}`)).join(', ') : t('setup.left') }));
  }
}
