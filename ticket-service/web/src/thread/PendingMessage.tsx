import { IconAlertCircle, IconClock, IconFileText, IconLock, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { draftOf } from '../composer/drafts.ts';
import { drop, tryAgain, type Outgoing } from '../composer/outbox.ts';
import { live } from '../live/live.ts';
import { useStore } from '../live/store.ts';
import { Button } from '../marks/Button.tsx';
import { ChannelGlyph, tints } from '../marks/ChannelMark.tsx';
import { clock, fileSize } from '../words/format.ts';
import { language } from '../words/words.ts';
import { Words } from './Words.tsx';
import css from './thread.module.css';

/** Written here and not yet taken by the server. Its text survives whatever happens. */
export function PendingMessage({ outgoing }: { outgoing: Outgoing }) {
  const { t } = useTranslation();
  const note = outgoing.kind === 'note';
  const classes = [
    css['message'], css['out'], note ? css['note'] : '', outgoing.channel === null ? '' : tints[outgoing.channel],
    outgoing.refused === null ? '' : css['failed'],
  ];
  return (
    <article className={classes.join(' ')}>
      <span className={css['knot']} aria-hidden>
        {note || outgoing.channel === null ? <IconLock size={12} stroke={2} /> : <ChannelGlyph channel={outgoing.channel} size={12} />}
      </span>
      <div className={css['heading']}>
        <b>{t('common.you')}</b>
        {note ? <span className={css['role']}>{t('thread.note')}</span>
          : outgoing.channel !== null && <span className={css['channel']}>{t(`channel.${outgoing.channel}`)}</span>}
        <time dateTime={outgoing.at}>{clock(language(), outgoing.at)}</time>
      </div>
      <div className={css['bubble']}>
        <Words text={outgoing.text} />
        {outgoing.files.length > 0 && (
          <div className={css['files']}>
            {outgoing.files.map(file => (
              <span key={file.id} className={css['file']}>
                <span className={css['fileGlyph']}><IconFileText size={16} stroke={1.75} aria-hidden /></span>
                <span className={css['fileWords']}><b>{file.name}</b><small>{fileSize(t, language(), file.size)}</small></span>
              </span>
            ))}
          </div>
        )}
      </div>
      {outgoing.refused === null ? <Travelling note={note} /> : <Refused outgoing={outgoing} code={outgoing.refused} />}
    </article>
  );
}

function Travelling({ note }: { note: boolean }) {
  const { t } = useTranslation();
  const offline = useStore(live.link).state === 'lost';
  const words = note ? (offline ? 'noteQueued' : 'savingNote') : offline ? 'queued' : 'leaving';
  return (
    <div className={`${css['state']} ${offline ? css['waits'] : ''}`}>
      <IconClock size={14} stroke={1.9} aria-hidden className="icon" />{t(`delivery.${words}`)}
    </div>
  );
}

function Refused({ outgoing, code }: { outgoing: Outgoing; code: string }) {
  const { t } = useTranslation();
  const cause = t(`refusal.${code}`, { defaultValue: t('cause.other', { code }) });
  const edit = () => {
    const store = draftOf(outgoing.user, outgoing.conversation);
    store.update(draft => ({
      ...draft,
      kind: outgoing.kind,
      [outgoing.kind]: [draft[outgoing.kind], outgoing.text].filter(text => text !== '').join('\n'),
      files: [...draft.files, ...outgoing.files],
    }));
    drop(outgoing.id);
  };
  return (
    <div className={`${css['state']} ${css['stateBad']}`} role="alert">
      <span><IconAlertCircle size={14} stroke={1.9} aria-hidden className="icon" /> {t(outgoing.kind === 'note' ? 'delivery.noteFailed' : 'delivery.failed', { cause })}</span>
      <Button small onClick={() => tryAgain(outgoing.id)}><IconRefresh size={14} aria-hidden />{t('delivery.retry')}</Button>
      <Button small look="quiet" onClick={edit}>{t('delivery.edit')}</Button>
      <Button small look="quiet" onClick={() => drop(outgoing.id)}>{t('delivery.drop')}</Button>
    </div>
  );
}
