import { IconDots, IconMail } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { downloadToken, originalAddress } from '../api/inbox.ts';
import type { Entry } from '../api/types.ts';
import { cause } from '../words/format.ts';
import { Attachments } from './Attachments.tsx';
import { Words } from './Words.tsx';
import css from './thread.module.css';

/** A mail: subject, what is new in it, the quotation folded, the original on demand. */
export function Letter({ entry, conversation }: { entry: Entry; conversation: string }) {
  const { t } = useTranslation();
  const [unfolded, setUnfolded] = useState(false);
  const lines = entry.quoted?.split('\n').filter(line => line.trim() !== '').length ?? 0;
  return (
    <div className={css['letter']}>
      <div className={css['letterHead']}>
        <b>{entry.subject === null || entry.subject === '' ? t('thread.noSubject') : entry.subject}</b>
        {typeof entry.door === 'string' && <span>{entry.door}</span>}
        {entry.door !== null && typeof entry.door === 'object' && <span>{entry.door.name}</span>}
      </div>
      <div className={css['letterBody']}>
        {(entry.text ?? '') === '' && entry.attachments.length === 0 && !entry.html
          ? <i className={css['faint']}>{t('thread.empty')}</i> : <Words text={entry.text ?? ''} />}
        <Attachments entry={entry} conversation={conversation} />
        <div className={css['folds']}>
          {lines > 0 && (
            <button type="button" className={css['fold']} aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
              <IconDots size={14} aria-hidden className="icon" />{t('thread.quote', { count: lines })}
            </button>
          )}
          {entry.html && <Original entry={entry} conversation={conversation} />}
        </div>
        {unfolded && <blockquote className={css['quote']}>{entry.quoted}</blockquote>}
      </div>
    </div>
  );
}

/** The mail as sent, in a frame without scripts, forms or our origin. */
function Original({ entry, conversation }: { entry: Entry; conversation: string }) {
  const { t } = useTranslation();
  const [address, setAddress] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const show = () => {
    setError(null);
    downloadToken(conversation, entry.seq).then(
      ({ token }) => setAddress(originalAddress(conversation, entry.seq, token)),
      setError,
    );
  };
  return (
    <>
      <button type="button" className={css['fold']} aria-expanded={address !== null} onClick={() => (address === null ? show() : setAddress(null))}>
        <IconMail size={14} aria-hidden className="icon" />{t(address === null ? 'thread.original' : 'thread.hideOriginal')}
      </button>
      {error !== null && <span role="alert" className={css['bad']}>{t('thread.originalFailed', { cause: cause(t, error) })}</span>}
      {address !== null && (
        <iframe className={css['original']} src={address} title={t('thread.originalTitle')}
          sandbox="allow-popups allow-popups-to-escape-sandbox" referrerPolicy="no-referrer" loading="lazy" />
      )}
    </>
  );
}
