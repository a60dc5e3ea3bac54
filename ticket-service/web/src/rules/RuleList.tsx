import { Menu } from '@mantine/core';
import { IconDots, IconGripVertical, IconPlus } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { IconButton } from '../marks/Button.tsx';
import { DeskHoursList } from './DeskHoursList.tsx';
import type { Names } from './names.ts';
import type { Past, Rule } from './types.ts';
import { ruleWords } from './words.ts';
import css from './rules.module.css';

interface Props {
  rules: Rule[];
  chosen: string | undefined;
  desk: string | undefined;
  names: Names;
  past: Past | null;
  faulty: Set<string>;
  disabled: boolean;
  add: () => void;
  move: (from: number, to: number) => void;
  exportAll: () => void;
  importAll: (text: string) => void;
}

/** The rules in the order in which they are asked; moved by dragging or with Alt and the arrows. */
export function RuleList({ rules, chosen, desk, names, past, faulty, disabled, add, move, exportAll, importAll }: Props) {
  const { t } = useTranslation();
  const [dragged, setDragged] = useState<number | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const onKeyDown = (event: KeyboardEvent, place: number) => {
    const step = event.code === 'ArrowDown' ? 1 : event.code === 'ArrowUp' ? -1 : 0;
    if (step === 0 || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (!event.altKey) list.current?.querySelectorAll<HTMLElement>('a')[place + step]?.focus();
    else if (!disabled) move(place, place + step);
  };
  return (
    <section className={`${css['panel']} ${css['listPanel']}`} aria-label={t('rules.list')}>
      <header className={css['head']}>
        <h2>{t('rules.heading')}</h2>
        <span className={css['space']} />
        {!disabled && <IconButton label={t('rules.add')} onClick={add}><IconPlus size={16} stroke={1.75} aria-hidden /></IconButton>}
        <Menu position="bottom-end" width={220}>
          <Menu.Target><IconButton label={t('rules.more')}><IconDots size={16} stroke={1.75} aria-hidden /></IconButton></Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={exportAll}>{t('rules.export')}</Menu.Item>
            {!disabled && <Menu.Item onClick={() => file.current?.click()}>{t('rules.import')}</Menu.Item>}
          </Menu.Dropdown>
        </Menu>
        <input ref={file} type="file" accept="application/json,.json" hidden aria-label={t('rules.import')} onChange={event => {
          const [one] = event.target.files ?? [];
          event.target.value = '';
          if (one !== undefined) void one.text().then(importAll);
        }} />
      </header>
      <ol className={css['list']} ref={list}>
        {rules.map((rule, place) => (
          <li key={rule.id} className={`${rule.id === chosen ? css['selected'] : ''} ${rule.active ? '' : css['off']} ${dragged === place ? css['dragged'] : ''}`}
            draggable={!disabled} onDragStart={() => setDragged(place)} onDragEnd={() => setDragged(null)}
            onDragOver={event => event.preventDefault()}
            onDrop={event => {
              event.preventDefault();
              if (dragged !== null && dragged !== place) move(dragged, place);
              setDragged(null);
            }}>
            <Link to={`/rules/${encodeURIComponent(rule.id)}`} aria-current={rule.id === chosen ? 'true' : undefined} onKeyDown={event => onKeyDown(event, place)}>
              <IconGripVertical size={14} stroke={1.9} aria-hidden />
              <span className="num">{place + 1}</span>
              <span className={css['what']}>
                <b>{rule.name}</b>
                <small>{faulty.has(rule.id) ? <em>{t('rules.hasFaults')}</em> : ruleWords(t, names.skills, names.desks, rule)}</small>
              </span>
              <span className="num" title={past === null ? undefined : t('rules.countTitle')}>{past === null ? '' : (past.rules[rule.id]?.before ?? 0)}</span>
            </Link>
          </li>
        ))}
      </ol>
      <p className={css['hint']}>{rules.length === 0 ? t('rules.emptyHint') : t('rules.listHint')}</p>
      <DeskHoursList names={names} chosen={desk} />
    </section>
  );
}
