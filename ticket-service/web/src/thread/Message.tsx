import { IconAlertTriangle, IconLock } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail, Entry } from '../api/types.ts';
import { ChannelGlyph, tints } from '../marks/ChannelMark.tsx';
import { entryKey } from '../live/woven.ts';
import { clock, fullTime } from '../words/format.ts';
import { language } from '../words/words.ts';
import { Actions, ChangeState } from './Actions.tsx';
import { Above, Choices, Edited } from './Around.tsx';
import { Attachments } from './Attachments.tsx';
import { DeliveryState } from './DeliveryState.tsx';
import { Letter } from './Letter.tsx';
import { Words } from './Words.tsx';
import { customerName } from '../words/people.ts';
import css from './thread.module.css';

interface Props {
  entry: Entry;
  /** All parts of an album, the entry among them. */
  album?: Entry[] | undefined;
  continued: boolean;
  detail: ConversationDetail;
  me: string;
}

/** What somebody wrote: hollow knot came in, filled knot went out, a lock for notes. */
export const Message = memo(function Message({ entry, album, continued, detail, me }: Props) {
  const { t } = useTranslation();
  const note = entry.kind === 'note';
  const out = entry.kind === 'reply';
  const classes = [
    css['message'], note || entry.channel === null ? '' : tints[entry.channel], out ? css['out'] : '', note ? css['note'] : '',
    continued ? css['continued'] : '', entry.delivery?.state === 'failed' ? css['failed'] : '',
  ];
  const who = entry.author?.id === me && entry.kind !== 'message' ? t('common.you')
    : entry.author?.kind === 'system' ? t('thread.system') : (entry.author?.name ?? customerName(t, detail.summary));
  const strand = entry.strand ?? detail.summary.id;
  return (
    <article id={`entry-${entryKey(entry)}`} className={classes.join(' ')} aria-label={`${who}, ${clock(language(), entry.at)}`}>
      {!continued && (
        <>
          <span className={css['knot']} aria-hidden>
            {note || entry.channel === null ? <IconLock size={12} stroke={2} /> : <ChannelGlyph channel={entry.channel} size={12} />}
          </span>
          <div className={css['heading']}>
            <b>{who}</b>
            {note ? <span className={css['role']}>{t('thread.note')}</span>
              : entry.channel !== null && <span className={css['channel']}>{t(`channel.${entry.channel}`)}</span>}
            {out && entry.author?.kind === 'system' && <span>{t('thread.notice')}</span>}
            <time dateTime={entry.at} title={fullTime(language(), entry.at)}>{clock(language(), entry.at)}</time>
          </div>
        </>
      )}
      <Content entry={entry} album={album} conversation={strand} />
      <Choices entry={entry} />
      <Actions entry={entry} conversation={detail.summary.id} me={me} />
      {entry.reactions.length > 0 && (
        <div className={css['reactions']} aria-label={t('thread.reactions', { list: entry.reactions.join(' ') })} role="img">
          {entry.reactions.map((reaction, at) => <span key={at}>{reaction}</span>)}
        </div>
      )}
      <Edited entry={entry} conversation={strand} />
      <ChangeState entry={entry} />
      {entry.delivery !== null && <DeliveryState entry={entry} delivery={entry.delivery} detail={detail} me={me} />}
    </article>
  );
});

function Content({ entry, album, conversation }: { entry: Entry; album: Entry[] | undefined; conversation: string }) {
  const { t } = useTranslation();
  if (entry.unreadable !== null) {
    return (
      <div className={`${css['bubble']} ${css['unreadable']}`}>
        <b><IconAlertTriangle size={14} aria-hidden className="icon" /> {t('thread.unreadable')}</b>
        <span>{t('thread.unreadableHint', { reason: entry.unreadable })}</span>
      </div>
    );
  }
  if (entry.deleted) return <div className={`${css['bubble']} ${css['deleted']}`}>{t(entry.kind === 'reply' ? 'message.deletedByUs' : 'thread.deleted')}</div>;
  if (entry.channel === 'mail' && entry.kind === 'message') return <Letter entry={entry} conversation={conversation} />;
  const wordless = (entry.text ?? '') === '';
  if (album !== undefined && album.length > 1) return <AlbumOf entries={album} conversation={conversation} />;
  return (
    <div className={css['bubble']}>
      <Above entry={entry} />
      {wordless && entry.attachments.length === 0 ? <i className={css['faint']}>{t('thread.empty')}</i> : <Words text={entry.text ?? ''} spans={entry.spans} />}
      <Attachments entry={entry} conversation={conversation} />
    </div>
  );
}

/** What was sent as one is shown as one: a grid of its parts, with their words below. */
function AlbumOf({ entries, conversation }: { entries: Entry[]; conversation: string }) {
  const { t } = useTranslation();
  const said = entries.filter(entry => (entry.text ?? '') !== '' && !entry.deleted);
  const first = entries[0];
  return (
    <div className={css['bubble']} role="group" aria-label={t('message.album', { count: entries.length })}>
      {first !== undefined && <Above entry={first} />}
      <div className={css['album']}>
        {entries.map(entry => entry.deleted
          ? <span key={entryKey(entry)} className={css['deleted']}>{t('thread.deleted')}</span>
          : <Attachments key={entryKey(entry)} entry={entry} conversation={conversation} />)}
      </div>
      {said.map(entry => <Words key={entryKey(entry)} text={entry.text ?? ''} spans={entry.spans} />)}
    </div>
  );
}
