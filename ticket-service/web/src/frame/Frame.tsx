import { Drawer } from '@mantine/core';
import { lazy, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useParams } from 'react-router';
import { CustomerPane } from '../customer/CustomerPane.tsx';
import { useKeys } from '../keys/keys.ts';
import { ConversationList, LISTS } from '../list/ConversationList.tsx';
import { useDetail, useList, useMe } from '../live/queries.ts';
import { paneWidths } from '../look/settings.ts';
import { useStore } from '../live/store.ts';
import { useDrawerForCustomer, useOnePane } from '../look/width.ts';
import { Conversation } from '../thread/Conversation.tsx';
import { DisconnectedStrip } from './DisconnectedStrip.tsx';
import { Header } from './Header.tsx';
import { Later } from './Later.tsx';
import { Rail } from './Rail.tsx';
import { Resizer } from './Resizer.tsx';
import { sessionState } from '../api/session.ts';
import { customerName } from '../words/people.ts';
import css from './frame.module.css';

const WhyPanel = lazy(() => import('../why/WhyPanel.tsx').then(file => ({ default: file.WhyPanel })));
const KeyHelp = lazy(() => import('./KeyHelp.tsx').then(file => ({ default: file.KeyHelp })));
const Palette = lazy(() => import('./Palette.tsx').then(file => ({ default: file.Palette })));

type Overlay = 'keys' | 'palette' | 'why' | 'customer' | null;

/** Everything around and beside the three panes of the inbox. */
export function Frame() {
  const { t } = useTranslation();
  const params = useParams();
  const navigate = useNavigate();
  const list = LISTS.find(name => name === params['list']);
  const open = params['conversation'];
  const [overlay, setOverlay] = useState<Overlay>(null);
  const onePane = useOnePane() === true;
  const drawer = useDrawerForCustomer() === true;
  const widths = useStore(paneWidths);
  const session = sessionState();
  const me = useMe().data?.user.id ?? (session.status === 'in' ? session.user.id : '');
  const detail = useDetail(open);
  const mine = useList('mine', '').data?.pages;
  const waiting = mine?.flatMap(page => page.items).filter(row => row.waitingSince !== null).length ?? 0;
  const close = () => setOverlay(null);

  useEffect(() => {
    const name = detail.data === undefined ? undefined : customerName(t, detail.data.summary);
    document.title = name === undefined ? `${t('app.inbox')} · Onethread` : `${name} · Onethread`;
  }, [detail.data, t]);

  useKeys({
    'Ctrl+KeyK': () => setOverlay('palette'),
    Slash: () => setOverlay('palette'),
    'Shift+Slash': () => setOverlay('keys'),
    'KeyG KeyI': () => void navigate('/inbox/mine'),
    'KeyG KeyQ': () => void navigate('/inbox/queue'),
    'KeyG KeyA': () => void navigate('/inbox/all'),
    Escape: () => leave(onePane && open !== undefined ? () => void navigate(`/inbox/${list ?? 'mine'}`) : null),
  });

  if (list === undefined) return <Navigate to="/inbox/mine" replace />;
  const thread = !onePane || open !== undefined;
  const columns = drawer ? `${Math.min(widths.list, 352)}px minmax(0, 1fr)` : `${widths.list}px minmax(420px, 1fr) ${widths.customer}px`;
  return (
    <div className={`${css['app']} ${onePane && open !== undefined ? css['inThread'] : ''}`}>
      {thread && <a className={css['skip']} href="#conversation">{t('frame.skip')}</a>}
      <Rail list={list} counts={mine?.[0]?.counts} waiting={waiting} help={() => setOverlay('keys')} />
      <Header search={() => setOverlay('palette')} help={() => setOverlay('keys')} />
      <DisconnectedStrip />
      <main className={css['panes']} style={onePane ? undefined : { gridTemplateColumns: open === undefined && !drawer ? `${widths.list}px minmax(0, 1fr)` : columns }}>
        {(!onePane || open === undefined) && (
          <div className={css['pane']}>
            <ConversationList key={list} list={list} open={open} />
            {!onePane && <Resizer side="list" label={t('frame.resizeList')} />}
          </div>
        )}
        {thread && (
          <Conversation id={open} list={list} me={me} why={() => setOverlay('why')} showCustomer={drawer ? () => setOverlay('customer') : null} />
        )}
        {!drawer && open !== undefined && (
          <div className={css['pane']}>
            <Resizer side="customer" label={t('frame.resizeCustomer')} />
            <CustomerPane id={open} me={me} />
          </div>
        )}
      </main>
      {open !== undefined && drawer && (
        <Drawer opened={overlay === 'customer'} onClose={close} position="right" size={onePane ? '100%' : 340} title={t('customer.heading')}
          closeButtonProps={{ 'aria-label': t('common.close') }} styles={{ body: { padding: 0 } }}>
          <CustomerPane id={open} me={me} />
        </Drawer>
      )}
      {detail.data !== undefined && (
        <Later wanted={overlay === 'why'}><WhyPanel summary={detail.data.summary} me={me} opened={overlay === 'why'} close={close} /></Later>
      )}
      <Later wanted={overlay === 'keys'}><KeyHelp opened={overlay === 'keys'} close={close} /></Later>
      <Later wanted={overlay === 'palette'}>
        <Palette opened={overlay === 'palette'} close={close} list={list} help={() => setOverlay('keys')} />
      </Later>
    </div>
  );
}

/** Escape leaves the field first, then the conversation where it covers the list. */
function leave(conversation: (() => void) | null): void {
  const field = document.activeElement;
  if (field instanceof HTMLElement && field !== document.body) field.blur();
  else conversation?.();
}

