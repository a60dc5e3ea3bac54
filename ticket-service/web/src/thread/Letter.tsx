import { IconAlertTriangle, IconArrowForwardUp, IconDots, IconMail, IconPhoto } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { toItsWriter } from '../api/forwards.ts';
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
      {entry.letter !== null && entry.letter !== undefined && <Envelope letter={entry.letter} />}
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

/** To whom it went besides, whether it is from whom it names, and whose mail it quotes. */
function Envelope({ letter }: { letter: NonNullable<Entry['letter']> }) {
  const { t } = useTranslation();
  const people = letter.to.length + letter.cc.length > 1;
  const { quoted, replyTo, forwarded } = letter;
  const foreign = quoted !== null && quoted !== undefined;
  const passedOn = forwarded !== null && forwarded !== undefined;
  if (!people && !foreign && !passedOn && letter.sender !== 'disproved' && (replyTo ?? '') === '') return null;
  return (
    <div className={css['envelope']}>
      {people && <span>{t('letter.to', { list: letter.to.join(', ') })}</span>}
      {letter.cc.length > 0 && <span>{t('letter.cc', { list: letter.cc.join(', ') })}</span>}
      {(replyTo ?? '') !== '' && <span>{t('letter.replyTo', { address: replyTo })}</span>}
      {letter.sender === 'disproved' && <span className={css['warned']} role="note"><IconAlertTriangle size={14} aria-hidden className="icon" />{t('letter.disproved')}</span>}
      {passedOn && <Forwarded forwarded={forwarded} />}
      {foreign && (
        <span className={css['warned']} role="note">
          <IconAlertTriangle size={14} aria-hidden className="icon" />
          {(quoted.conversation ?? '') === '' ? t('letter.quotesMadeUp') : (
            <>{t('letter.quotes')} <Link to={`/inbox/all/${quoted.conversation}`}>{t('letter.quotedOpen')}</Link></>
          )}
        </span>
      )}
    </div>
  );
}

/** A mail within a mail: an agent may say that it is its writer's. Who that is nobody has checked. */
function Forwarded({ forwarded }: { forwarded: NonNullable<NonNullable<Entry['letter']>['forwarded']> }) {
  const { t } = useTranslation();
  const [state, setState] = useState<'open' | 'busy' | 'done'>('open');
  const [error, setError] = useState<unknown>(null);
  const who = (forwarded.name ?? '') === '' ? forwarded.address : `${forwarded.name} <${forwarded.address}>`;
  const id = forwarded.id ?? '';
  if (id === '') return <span>{t('letter.forwardedBy', { who })}</span>;
  const make = () => {
    setState('busy');
    setError(null);
    toItsWriter(id).then(() => setState('done'), (failure: unknown) => {
      setState('open');
      setError(failure);
    });
  };
  return (
    <span className={css['passedOn']}>
      <span>{t('letter.forwarded', { who })}</span>
      {state === 'done' ? <span role="status">{t('letter.madeTheirs')}</span> : (
        <button type="button" className={css['fold']} disabled={state === 'busy'} title={t('letter.makeTheirsHint')} onClick={make}>
          <IconArrowForwardUp size={14} aria-hidden className="icon" />{t('letter.makeTheirs')}
        </button>
      )}
      {error !== null && <span role="alert" className={css['bad']}> {t('letter.notMade', { cause: cause(t, error) })}</span>}
    </span>
  );
}

/** The mail as sent, in a frame without scripts, forms or our origin. Pictures on the web tell whoever sent it that it was read. */
function Original({ entry, conversation }: { entry: Entry; conversation: string }) {
  const { t } = useTranslation();
  const [address, setAddress] = useState<string | null>(null);
  const [pictures, setPictures] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const show = (withPictures: boolean) => {
    setError(null);
    setPictures(withPictures);
    downloadToken(conversation, entry.seq).then(
      ({ token }) => setAddress(originalAddress(conversation, entry.seq, token, withPictures)),
      setError,
    );
  };
  return (
    <>
      <button type="button" className={css['fold']} aria-expanded={address !== null} onClick={() => (address === null ? show(false) : setAddress(null))}>
        <IconMail size={14} aria-hidden className="icon" />{t(address === null ? 'thread.original' : 'thread.hideOriginal')}
      </button>
      {address !== null && !pictures && (
        <button type="button" className={css['fold']} title={t('letter.picturesHint')} onClick={() => show(true)}>
          <IconPhoto size={14} aria-hidden className="icon" />{t('letter.pictures')}
        </button>
      )}
      {error !== null && <span role="alert" className={css['bad']}>{t('thread.originalFailed', { cause: cause(t, error) })}</span>}
      {address !== null && (
        <iframe className={css['original']} src={address} title={t('thread.originalTitle')}
          sandbox="allow-popups allow-popups-to-escape-sandbox" referrerPolicy="no-referrer" loading="lazy" />
      )}
    </>
  );
}
