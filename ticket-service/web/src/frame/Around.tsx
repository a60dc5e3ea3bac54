import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ListName } from '../api/types.ts';
import { useKeys } from '../keys/keys.ts';
import { useList } from '../live/queries.ts';
import { DisconnectedStrip } from './DisconnectedStrip.tsx';
import { Header } from './Header.tsx';
import { KeyHelp } from './KeyHelp.tsx';
import { Palette } from './Palette.tsx';
import { Rail, type Section } from './Rail.tsx';
import css from './frame.module.css';

interface Props {
  section: Section;
  title: string;
  list?: ListName;
  /** One conversation has the whole of a narrow screen. */
  alone?: boolean;
  /** Where the page's own content begins, for whoever skips what stands before it. */
  skip?: string;
  /** What Escape does once no field has the focus. */
  escape?: (() => void) | null;
  children: ReactNode;
}

/** What stands around every page: sections, search, presence, and the keys that work everywhere. */
export function Around({ section, title, list, alone = false, skip, escape = null, children }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [overlay, setOverlay] = useState<'keys' | 'palette' | null>(null);
  const mine = useList('mine', '').data?.pages;
  const waiting = mine?.flatMap(page => page.items).filter(row => row.waitingSince !== null).length ?? 0;
  const close = () => setOverlay(null);
  const help = () => setOverlay('keys');
  const search = () => setOverlay('palette');

  useKeys({
    'Ctrl+KeyK': search,
    Slash: search,
    'Shift+Slash': help,
    'KeyG KeyI': () => void navigate('/inbox/mine'),
    'KeyG KeyQ': () => void navigate('/inbox/queue'),
    'KeyG KeyA': () => void navigate('/inbox/all'),
    'KeyG KeyR': () => void navigate('/rules'),
    Escape: () => leave(escape),
  });

  return (
    <div className={`${css['app']} ${alone ? css['inThread'] : ''}`}>
      {skip !== undefined && <a className={css['skip']} href={skip}>{t('frame.skip')}</a>}
      <Rail section={section} list={list ?? null} counts={mine?.[0]?.counts} waiting={waiting} help={help} />
      <Header title={title} search={search} help={help} />
      <DisconnectedStrip />
      {children}
      <KeyHelp opened={overlay === 'keys'} close={close} />
      <Palette opened={overlay === 'palette'} close={close} list={list ?? 'all'} help={help} />
    </div>
  );
}

/** Escape leaves the field first, then whatever covers the page. */
function leave(page: (() => void) | null): void {
  const field = document.activeElement;
  if (field instanceof HTMLElement && field !== document.body) field.blur();
  else page?.();
}
