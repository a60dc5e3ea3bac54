import { Modal } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { unmerge } from '../api/identity.ts';
import type { EntryEvent } from '../api/types.ts';
import { Button } from '../marks/Button.tsx';
import { cause } from '../words/format.ts';
import { readIdentityAgain } from './useIdentity.ts';
import css from './identity.module.css';

/** Events of conversations that become one or two. */
export const MERGING = ['merged', 'absorbed', 'unmerged', 'moved'];

/** What happened, by what evidence and whose word. */
export function mergeWords(t: TFunction, event: EntryEvent, me: string): string {
  const who = event.agent === null || event.agent === undefined ? t('identity.bySystem')
    : event.agent === me ? t('identity.byYou') : t('identity.by', { name: event.agentName ?? event.agent });
  switch (event.type) {
    case 'merged':
    case 'absorbed': {
      const evidence = t(`identity.evidence.${event.reason ?? 'person'}`, { detail: event.detail ?? '', defaultValue: event.reason ?? '' });
      return t(`identity.event.${event.type}`, { evidence, who });
    }
    case 'unmerged':
      return (event.detail ?? '') === '' ? t('identity.event.unmerged', { who }) : t('identity.event.unmergedWhy', { who, reason: event.detail });
    default:
      return t('identity.event.moved');
  }
}

/** Takes the strand of a merge out again, once it is confirmed. */
export function Unmerge({ merge, conversation }: { merge: string; conversation: string }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const undo = () => {
    setBusy(true);
    setError(null);
    unmerge(merge, reason.trim()).then(() => {
      setAsking(false);
      readIdentityAgain(conversation);
    }, setError).finally(() => setBusy(false));
  };
  return (
    <>
      {' '}<button type="button" className={css['link']} onClick={() => setAsking(true)}>{t('identity.unmerge')}</button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={t('identity.unmergeTitle')} closeButtonProps={{ 'aria-label': t('common.close') }}>
        <p className={css['hint']}>{t('identity.unmergeHint')}</p>
        <label className={css['reason']}>{t('identity.reason')}
          <input value={reason} maxLength={300} onChange={event => setReason(event.currentTarget.value)} />
        </label>
        <div className={css['buttons']}>
          <Button look="primary" disabled={busy} onClick={undo}>{t('identity.unmergeDo')}</Button>
          <Button look="quiet" onClick={() => setAsking(false)}>{t('common.cancel')}</Button>
        </div>
        {error !== null && <p className={css['bad']} role="alert">{t('identity.failed', { cause: cause(t, error) })}</p>}
      </Modal>
    </>
  );
}
