import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { begin } from '../acts/acting.ts';
import { giveBack } from '../api/inbox.ts';
import type { AgentOnDuty, Summary } from '../api/types.ts';
import * as commands from '../live/commands.ts';
import { useOwned } from '../live/queries.ts';
import { useStore } from '../live/store.ts';
import { Button } from '../marks/Button.tsx';
import { ChannelMark } from '../marks/ChannelMark.tsx';
import { Empty } from '../marks/Empty.tsx';
import { refusalWords } from '../thread/wishes.ts';
import { cause } from '../words/format.ts';
import { customerName } from '../words/people.ts';
import css from './board.module.css';

/** What an agent has, to take something back into the queue or give it to somebody else. */
export function OwnedDialog({ agent, close }: { agent: AgentOnDuty | null; close: () => void }) {
  const { t } = useTranslation();
  const query = useOwned(agent?.id ?? null);
  return (
    <Modal opened={agent !== null} onClose={close} size={620} title={t('board.ownedBy', { name: agent?.name ?? '' })} closeButtonProps={{ 'aria-label': t('common.close') }}>
      {query.data === undefined ? query.error !== null && <Empty art={false} title={t('list.failed', { cause: cause(t, query.error) })} retry={() => void query.refetch()} retryLabel={t('common.retry')} />
        : query.data.items.length === 0 ? <Empty art={false} title={t('board.ownsNothing')} />
        : (
          <>
            <ul className={css['owned']}>{query.data.items.map(row => <Owned key={row.id} row={row} close={close} />)}</ul>
            <p className={css['hint']}>{t('board.pullBackHint')}</p>
          </>
        )}
    </Modal>
  );
}

function Owned({ row, close }: { row: Summary; close: () => void }) {
  const { t } = useTranslation();
  const command = useStore(commands.commands).find(one => one.conversation === row.id && one.wish === 'give-back');
  return (
    <li>
      <ChannelMark channel={row.channel} />
      <Link to={`/inbox/all/${row.id}`}><b>{customerName(t, row)}</b><span>{row.subject ?? row.preview}</span></Link>
      {(row.work.excess ?? 0) > 0 && <span className={css['late']}>{t('board.excess', { count: row.work.excess ?? 0 })}</span>}
      {command?.state === 'refused' && <span className={css['late']} role="alert">{refusalWords(t, command)}</span>}
      <Button small disabled={command?.state === 'pending'} onClick={() => void commands.attempt('give-back', row.id, id => giveBack(row.id, id))}>{t('board.pullBack')}</Button>
      <Button small onClick={() => { close(); begin('assign', row); }}>{t('board.assign')}</Button>
    </li>
  );
}
