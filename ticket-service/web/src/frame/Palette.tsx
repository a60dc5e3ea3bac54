import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAdjustments, IconInbox, IconKeyboard, IconLanguage, IconLayoutDashboard, IconLogout, IconMoon, IconPlugConnected, IconRoute, IconStack2, IconUsers, type Icon } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import * as inbox from '../api/inbox.ts';
import { signOut } from '../api/session.ts';
import type { ListName } from '../api/types.ts';
import { switchTheme, useTheme } from '../look/settings.ts';
import { ChannelMark } from '../marks/ChannelMark.tsx';
import { cause } from '../words/format.ts';
import { chooseLanguage, language } from '../words/words.ts';
import { customerName } from '../words/people.ts';
import css from './frame.module.css';

interface Choice {
  id: string;
  label: React.ReactNode;
  mark: React.ReactNode;
  keys?: string;
  act: () => void;
}

/** Finds a conversation or runs a command, without the mouse. */
export function Palette({ opened, close, list, help }: { opened: boolean; close: () => void; list: ListName; help: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={close} withCloseButton={false} size={600} padding={0} yOffset={72}
      attributes={{ content: { 'aria-label': t('frame.searchLabel') } }}>
      <Search close={close} list={list} help={help} />
    </Modal>
  );
}

function Search({ close, list, help }: { close: () => void; list: ListName; help: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [asked] = useDebouncedValue(text.trim(), 200);
  const found = useQuery({
    queryKey: ['search', asked],
    enabled: asked !== '',
    staleTime: 10_000,
    queryFn: ({ signal }) => inbox.list('all', null, asked, signal),
  });
  const commands = useCommands(help).filter(command => String(command.label).toLowerCase().includes(text.trim().toLowerCase()));
  const conversations = useFound(found.data?.items ?? [], list);
  const choices = asked === '' ? commands : [...conversations, ...commands];
  const current = Math.min(at, Math.max(0, choices.length - 1));

  const run = (choice: Choice | undefined) => {
    if (choice === undefined) return;
    close();
    choice.act();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.code === 'ArrowDown' ? 1 : event.code === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((current + step + choices.length) % Math.max(1, choices.length));
    } else if (event.code === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      run(choices[current]);
    }
  };

  return (
    <div className={css['palette']} onKeyDown={onKeyDown}>
      <input autoFocus data-autofocus value={text} placeholder={t('palette.placeholder')} aria-label={t('palette.placeholder')} role="combobox"
        aria-expanded aria-controls="palette-choices" aria-activedescendant={choices[current] === undefined ? undefined : `choice-${choices[current].id}`}
        onChange={event => { setText(event.target.value); setAt(0); }} />
      <ul id="palette-choices" role="listbox" aria-label={t('frame.searchLabel')}>
        {choices.map((choice, place) => (
          <li key={choice.id} id={`choice-${choice.id}`} role="option" aria-selected={place === current}
            onMouseMove={() => setAt(place)} onClick={() => run(choice)}>
            {choice.mark}<span>{choice.label}</span>{choice.keys !== undefined && <kbd>{choice.keys}</kbd>}
          </li>
        ))}
      </ul>
      <p role="status">
        {found.error !== null ? t('palette.failed', { cause: cause(t, found.error) })
          : found.isFetching ? t('palette.searching') : asked !== '' && choices.length === 0 ? t('palette.nothing') : ''}
      </p>
    </div>
  );
}

function useFound(items: Awaited<ReturnType<typeof inbox.list>>['items'], list: ListName): Choice[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return items.slice(0, 8).map(item => ({
    id: item.id,
    mark: <ChannelMark channel={item.channel} small />,
    label: <><b>{customerName(t, item)}</b> <small>{item.subject ?? item.preview}</small></>,
    act: () => void navigate(`/inbox/${list}/${item.id}`),
  }));
}

function useCommands(help: () => void): Choice[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const theme = useTheme();
  const command = (id: string, label: string, Glyph: Icon, act: () => void, keys?: string): Choice => ({
    id, label, act, mark: <Glyph size={16} stroke={1.75} aria-hidden className="icon" />, ...(keys === undefined ? {} : { keys }),
  });
  return [
    command('mine', t('list.mine'), IconInbox, () => void navigate('/inbox/mine'), 'G I'),
    command('queue', t('list.queue'), IconUsers, () => void navigate('/inbox/queue'), 'G Q'),
    command('all', t('list.all'), IconStack2, () => void navigate('/inbox/all'), 'G A'),
    command('board', t('app.board'), IconLayoutDashboard, () => void navigate('/board'), 'G B'),
    command('rules', t('app.rules'), IconRoute, () => void navigate('/rules'), 'G R'),
    command('setup', t('app.setup'), IconAdjustments, () => void navigate('/setup'), 'G S'),
    command('channels', t('channels.title'), IconPlugConnected, () => void navigate('/channels'), 'G C'),
    command('keys', t('frame.keys'), IconKeyboard, () => setTimeout(help, 0), '?'),
    command('theme', t('frame.theme'), IconMoon, () => switchTheme(theme)),
    command('language', t('frame.language'), IconLanguage, () => chooseLanguage(language() === 'ru' ? 'en' : 'ru')),
    command('out', t('frame.signOut'), IconLogout, () => void signOut()),
  ];
}
