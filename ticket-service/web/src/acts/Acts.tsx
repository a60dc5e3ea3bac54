import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAgents } from '../live/queries.ts';
import { useStore } from '../live/store.ts';
import { customerName } from '../words/people.ts';
import { acting, leave } from './acting.ts';
import { HoldChoice } from './HoldChoice.tsx';
import { NeedsChoice } from './NeedsChoice.tsx';
import { PriorityChoice } from './PriorityChoice.tsx';
import { TransferChoice } from './TransferChoice.tsx';
import css from './acts.module.css';

/** Whatever needs a choice before it is asked of routing: to whom, how pressing, which skills, until when. */
export function Acts({ me, supervisor }: { me: string; supervisor: boolean }) {
  const { t } = useTranslation();
  const open = useStore(acting);
  // Read before they are asked for, so that a choice opens with them.
  useAgents();
  return (
    <Modal opened={open !== null} onClose={leave} size={open?.act === 'transfer' || open?.act === 'assign' ? 560 : 420}
      title={open === null ? '' : <>{t(`act.${open.act}Title`)} <span className={css['whose']}>{customerName(t, open.summary)}</span></>}
      closeButtonProps={{ 'aria-label': t('common.close') }}>
      {open !== null && (open.act === 'transfer' || open.act === 'assign') && (
        <TransferChoice key={open.summary.id} summary={open.summary} me={me} supervisor={supervisor} assign={open.act === 'assign'} done={leave} />
      )}
      {open?.act === 'priority' && <PriorityChoice summary={open.summary} done={leave} />}
      {open?.act === 'needs' && <NeedsChoice key={open.summary.id} summary={open.summary} done={leave} />}
      {open?.act === 'hold' && <HoldChoice summary={open.summary} done={leave} />}
    </Modal>
  );
}
