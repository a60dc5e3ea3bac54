import { Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newId } from '../api/ids.ts';
import { merge } from '../api/identity.ts';
import type { Summary } from '../api/types.ts';
import { useList } from '../live/queries.ts';
import { Button } from '../marks/Button.tsx';
import { ChannelMark } from '../marks/ChannelMark.tsx';
import { Empty } from '../marks/Empty.tsx';
import { cause } from '../words/format.ts';
import { customerName } from '../words/people.ts';
import { readIdentityAgain } from './useIdentity.ts';
import css from './identity.module.css';

/** An agent knows who else this customer is: their conversation becomes a strand of this one. */
export function MergeChoice({ summary, close }: { summary: Summary; close: () => void }) {
  const { t } = useTranslation();
  const [sought, setSought] = useState('');
  const [error, setError] = useState<unknown>(null);
  const found = useList('all', sought.trim());
  const others = (found.data?.pages.flatMap(page => page.items) ?? []).filter(other => other.id !== summary.id).slice(0, 8);
  const join = (other: Summary) => {
    setError(null);
    merge(newId(), summary.id, other.id).then(() => {
      readIdentityAgain(summary.id);
      close();
    }, setError);
  };
  return (
    <Modal opened onClose={close} title={t('identity.mergeTitle', { name: customerName(t, summary) })} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <p className={css['hint']}>{t('identity.mergeHint')}</p>
      <TextInput label={t('identity.whom')} value={sought} data-autofocus onChange={event => setSought(event.currentTarget.value)} />
      {error !== null && <p className={css['bad']} role="alert">{t('identity.failed', { cause: cause(t, error) })}</p>}
      {found.error !== null ? <Empty art={false} title={t('list.failed', { cause: cause(t, found.error) })} retry={() => void found.refetch()} retryLabel={t('common.retry')} />
        : found.data !== undefined && others.length === 0 ? <p className={css['hint']}>{t('identity.nobody')}</p> : (
          <ul className={css['others']}>
            {others.map(other => (
              <li key={other.id}>
                <ChannelMark channel={other.channel} small />
                <span><b>{customerName(t, other)}</b><small>{other.subject ?? other.preview}</small></span>
                <Button small onClick={() => join(other)}>{t('identity.merge')}</Button>
              </li>
            ))}
          </ul>
        )}
    </Modal>
  );
}
