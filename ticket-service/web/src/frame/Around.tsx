import { lazy, useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Acts } from '../acts/Acts.tsx';
import { PrivacyDialog } from '../customer/PrivacyDialog.tsx';
import { sessionState } from '../api/session.ts';
import type { ListName } from '../api/types.ts';
import { useKeys } from '../keys/keys.ts';
import { live } from '../live/live.ts';
import { useList, useMe, useOwnWords } from '../live/queries.ts';
import { Offers } from '../offers/Offers.tsx';
import { DisconnectedStrip } from './DisconnectedStrip.tsx';
import { Header } from './Header.tsx';
import { Later } from './Later.tsx';
import { Rail, type Section } from './Rail.tsx';
import { SilentStrip } from './SilentStrip.tsx';
import css from './frame.module.css';

const KeyHelp = lazy(() => import('./KeyHelp.tsx').then(file => ({ default: file.KeyHelp })));
const Palette = lazy(() => import('./Palette.tsx').then(file => ({ default: file.Palette })));

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

/** What stands around every page: sections, search, presence, offers, and the keys that work everywhere. */
export function Around({ section, title, list, alone = false, skip, escape = null, children }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [overlay, setOverlay] = useState<'keys' | 'palette' | null>(null);
  const session = sessionState();
  const user = useMe().data?.user ?? (session.status === 'in' ? session.user : null);
  const supervisor = user?.roles.some(role => role === 'supervisor' || role === 'admin') ?? false;
  const mine = useList('mine', '').data?.pages;
  useOwnWords();
  const waiting = mine?.flatMap(page => page.items).filter(row => row.waitingSince !== null).length ?? 0;
  const close = () => setOverlay(null);
  const help = () => setOverlay('keys');
  const search = () => setOverlay('palette');

  useEffect(() => {
    document.title = `${title} · Onethread`;
  }, [title]);
  useEffect(() => {
    if (section !== 'inbox') live.openConversation(null);
  }, [section]);

  useKeys({
    'Ctrl+KeyK': search,
    Slash: search,
    'Shift+Slash': help,
    'KeyG KeyI': () => void navigate('/inbox/mine'),
    'KeyG KeyQ': () => void navigate('/inbox/queue'),
    'KeyG KeyA': () => void navigate('/inbox/all'),
    'KeyG KeyB': () => void navigate('/board'),
    'KeyG KeyR': () => void navigate('/rules'),
    'KeyG KeyS': () => void navigate('/setup'),
    'KeyG KeyC': () => void navigate('/channels'),
    Escape: () => leave(escape),
  });

  return (
    <div className={`${css['app']} ${alone ? css['inThread'] : ''}`}>
      {skip !== undefined && <a className={css['skip']} href={skip}>{t('frame.skip')}</a>}
      <Rail section={section} list={list ?? null} counts={mine?.[0]?.counts} waiting={waiting} help={help} />
      <Header title={title} search={search} help={help} />
      <DisconnectedStrip />
      <SilentStrip />
      {children}
      {user?.roles.includes('agent') === true && <Offers me={user.id} compact={alone} />}
      <Acts me={user?.id ?? ''} supervisor={supervisor} />
      <PrivacyDialog />
      <Later wanted={overlay === 'keys'}><KeyHelp opened={overlay === 'keys'} close={close} /></Later>
      <Later wanted={overlay === 'palette'}>
        <Palette opened={overlay === 'palette'} close={close} list={list ?? 'all'} help={help} />
      </Later>
    </div>
  );
}

/** Escape leaves the field first, then whatever covers the page. */
function leave(page: (() => void) | null): void {
  const field = document.activeElement;
  if (field instanceof HTMLElement && field !== document.body) field.blur();
  else page?.();
}
