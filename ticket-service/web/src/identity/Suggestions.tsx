import { IconUserQuestion } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { newId } from '../api/ids.ts';
import { dismiss, merge, type Suggestion } from '../api/identity.ts';
import type { Summary } from '../api/types.ts';
import { Button } from '../marks/Button.tsx';
import { cause } from '../words/format.ts';
import { readIdentityAgain, useIdentity } from './useIdentity.ts';
import css from './identity.module.css';

/** Somebody who may be the same person, and why; an agent decides. */
export function Suggestions({ summary, list }: { summary: Summary; list: string }) {
  const found = useIdentity(summary).data?.suggestions[0];
  return found === undefined ? null : <Banner key={found.id} summary={summary} suggestion={found} list={list} />;
}

function Banner({ summary, suggestion, list }: { summary: Summary; suggestion: Suggestion; list: string }) {
  const { t } = useTranslation();
  const [id] = useState(newId);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const name = suggestion.name ?? suggestion.addresses[0] ?? '';
  const decide = (act: () => Promise<unknown>) => {
    setBusy(true);
    setError(null);
    act().then(() => readIdentityAgain(summary.id), setError).finally(() => setBusy(false));
  };
  return (
    <div className={css['banner']} role="region" aria-label={t('identity.suggestion')}>
      <IconUserQuestion size={16} stroke={1.75} aria-hidden />
      <p>
        {t('identity.maybe')} <Link to={`/inbox/${list}/${suggestion.conversation}`}>{name}</Link>
        <small>{t(`identity.because.${suggestion.reason}`, { detail: suggestion.detail ?? '', defaultValue: suggestion.reason })}</small>
      </p>
      <Button small disabled={busy} onClick={() => decide(() => merge(id, summary.id, suggestion.conversation))}>{t('identity.merge')}</Button>
      <Button small look="quiet" disabled={busy} onClick={() => decide(() => dismiss(suggestion.id))}>{t('identity.notSame')}</Button>
      {error !== null && <span className={css['bad']} role="alert">{t('identity.failed', { cause: cause(t, error) })}</span>}
    </div>
  );
}
