import { Drawer } from '@mantine/core';
import { lazy, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useParams } from 'react-router';
import { sessionState } from '../api/session.ts';
import { CustomerPane } from '../customer/CustomerPane.tsx';
import { ConversationList, LISTS } from '../list/ConversationList.tsx';
import { useDetail, useMe } from '../live/queries.ts';
import { useStore } from '../live/store.ts';
import { paneWidths } from '../look/settings.ts';
import { useDrawerForCustomer, useOnePane } from '../look/width.ts';
import { Conversation } from '../thread/Conversation.tsx';
import { Boundary } from '../marks/Boundary.tsx';
import { customerName } from '../words/people.ts';
import { Around } from './Around.tsx';
import { Later } from './Later.tsx';
import { Resizer } from './Resizer.tsx';
import css from './frame.module.css';

const WhyPanel = lazy(() => import('../why/WhyPanel.tsx').then(file => ({ default: file.WhyPanel })));

/** The three panes of the inbox. */
export function Frame() {
  const { t } = useTranslation();
  const params = useParams();
  const navigate = useNavigate();
  const list = LISTS.find(name => name === params['list']);
  const open = params['conversation'];
  const [overlay, setOverlay] = useState<'why' | 'customer' | null>(null);
  const onePane = useOnePane() === true;
  const drawer = useDrawerForCustomer() === true;
  const widths = useStore(paneWidths);
  const session = sessionState();
  const me = useMe().data?.user.id ?? (session.status === 'in' ? session.user.id : '');
  const detail = useDetail(open);
  const close = () => setOverlay(null);

  useEffect(() => {
    const name = detail.data === undefined ? undefined : customerName(t, detail.data.summary);
    document.title = name === undefined ? `${t('app.inbox')} · Onethread` : `${name} · Onethread`;
  }, [detail.data, t]);

  if (list === undefined) return <Navigate to="/inbox/mine" replace />;
  const alone = onePane && open !== undefined;
  const thread = !onePane || open !== undefined;
  const columns = drawer ? `${Math.min(widths.list, 352)}px minmax(0, 1fr)` : `${widths.list}px minmax(420px, 1fr) ${widths.customer}px`;
  return (
    <Around section="inbox" title={t('app.inbox')} list={list} alone={alone} {...(thread ? { skip: '#conversation' } : {})}
      escape={alone ? () => void navigate(`/inbox/${list}`) : null}>
      <main className={css['panes']} style={onePane ? undefined : { gridTemplateColumns: open === undefined && !drawer ? `${widths.list}px minmax(0, 1fr)` : columns }}>
        {(!onePane || open === undefined) && (
          <div className={css['pane']}>
            <Boundary of={list}><ConversationList key={list} list={list} open={open} /></Boundary>
            {!onePane && <Resizer side="list" label={t('frame.resizeList')} />}
          </div>
        )}
        {thread && (
          <Boundary of={open ?? ''}>
            <Conversation id={open} list={list} me={me} why={() => setOverlay('why')} showCustomer={drawer ? () => setOverlay('customer') : null} />
          </Boundary>
        )}
        {!drawer && open !== undefined && (
          <div className={css['pane']}>
            <Resizer side="customer" label={t('frame.resizeCustomer')} />
            <Boundary of={open}><CustomerPane id={open} me={me} /></Boundary>
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
    </Around>
  );
}
