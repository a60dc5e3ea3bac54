import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { renew } from '../api/session.ts';
import { useLasting } from '../look/now.ts';
import { Empty } from '../marks/Empty.tsx';

/** Before it is known whether anybody is signed in. */
export function Waiting({ status }: { status: 'starting' | 'unreachable' }) {
  const { t } = useTranslation();
  const lasting = useLasting(status === 'starting', 400);
  useEffect(() => {
    if (status !== 'unreachable') return undefined;
    const timer = setInterval(() => void renew().catch(() => undefined), 4_000);
    return () => clearInterval(timer);
  }, [status]);
  if (status === 'unreachable') {
    return (
      <Empty
        title={t('signIn.noServer')}
        hint={t('signIn.noServerHint')}
        retry={() => void renew().catch(() => undefined)}
        retryLabel={t('common.retry')}
      />
    );
  }
  return lasting ? <Empty title={t('signIn.starting')} /> : null;
}
