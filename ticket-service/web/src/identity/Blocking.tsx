import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { block } from '../api/identity.ts';
import type { ConversationDetail, CustomerAddress } from '../api/types.ts';
import { keys, queries } from '../live/queries.ts';
import { Button } from '../marks/Button.tsx';
import { cause } from '../words/format.ts';
import css from './identity.module.css';

/** Blocks an address, or takes its messages again. */
export function Blocking({ conversation, address }: { conversation: string; address: CustomerAddress }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const blocked = address.blocked === true;
  const change = () => {
    setBusy(true);
    setError(null);
    block(address.key, !blocked).then(() => {
      queries.setQueryData<ConversationDetail>(keys.detail(conversation), held => held === undefined ? held
        : { ...held, addresses: held.addresses.map(one => (one.key === address.key ? { ...one, blocked: !blocked } : one)) });
    }, setError).finally(() => setBusy(false));
  };
  return (
    <small>
      {blocked && <span className={css['bad']}>{t('identity.blocked')} </span>}
      <Button small look="quiet" disabled={busy} onClick={change}>{t(blocked ? 'identity.unblock' : 'identity.block')}</Button>
      {error !== null && <span className={css['bad']} role="alert">{t('identity.failed', { cause: cause(t, error) })}</span>}
    </small>
  );
}
