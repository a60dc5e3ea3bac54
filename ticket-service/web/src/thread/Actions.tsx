import { IconCornerUpLeft, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as inbox from '../api/inbox.ts';
import { newId } from '../api/ids.ts';
import type { Entry } from '../api/types.ts';
import { draftOf } from '../composer/drafts.ts';
import { take } from '../composer/outbox.ts';
import { Button, IconButton } from '../marks/Button.tsx';
import { cause } from '../words/format.ts';
import css from './thread.module.css';

const SENT = ['sent', 'delivered', 'read'];

/** What an agent can do with a message: answer it; change or take back their own where the channel allows. */
export function Actions({ entry, conversation, me }: { entry: Entry; conversation: string; me: string }) {
  const { t } = useTranslation();
  const [doing, setDoing] = useState<'edit' | 'delete' | null>(null);
  if (entry.deleted || entry.channel !== 'telegram' || entry.answerable !== true) return null;
  // What stands in a strand is answered by a message of its own.
  const here = (entry.strand ?? conversation) === conversation;
  if (!here && entry.kind !== 'reply') return null;
  const own = entry.kind === 'reply' && entry.author?.id === me && SENT.includes(entry.delivery?.state ?? '');
  const changing = entry.amendment !== null && entry.amendment !== undefined && entry.amendment.code === null;
  const answer = () => {
    draftOf(me, conversation).update(draft => ({
      ...draft,
      kind: 'reply',
      to: entry.address,
      answers: { seq: entry.seq, author: entry.author?.name ?? null, text: (entry.text ?? '').slice(0, 120) },
    }));
  };
  return (
    <>
      <div className={css['actionsOf']} role="group" aria-label={t('message.actions')}>
        {here && <IconButton label={t('message.answer')} onClick={answer}><IconCornerUpLeft size={14} stroke={1.75} aria-hidden /></IconButton>}
        {own && !changing && (
          <>
            <IconButton label={t('message.edit')} onClick={() => setDoing('edit')}><IconPencil size={14} stroke={1.75} aria-hidden /></IconButton>
            <IconButton label={t('message.delete')} onClick={() => setDoing('delete')}><IconTrash size={14} stroke={1.75} aria-hidden /></IconButton>
          </>
        )}
      </div>
      {doing !== null && <Changing entry={entry} conversation={conversation} withdraws={doing === 'delete'} done={() => setDoing(null)} />}
    </>
  );
}

function Changing({ entry, conversation, withdraws, done }: { entry: Entry; conversation: string; withdraws: boolean; done: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(entry.text ?? '');
  const [id] = useState(newId);
  const [error, setError] = useState<unknown>(null);
  const ready = withdraws || (text.trim() !== '' && text.trim() !== entry.text);
  const save = () => {
    setError(null);
    inbox.amend(entry.strand ?? conversation, entry.replyId ?? '', id, withdraws ? null : text.trim()).then(changed => {
      take(conversation, changed);
      done();
    }, setError);
  };
  return (
    <div className={css['changing']}>
      {withdraws ? <span>{t('message.deleteHint')}</span> : (
        <textarea value={text} rows={3} autoFocus aria-label={t('message.newText')} onChange={event => setText(event.target.value)}
          onKeyDown={event => {
            if (event.key === 'Escape') done();
          }} />
      )}
      <div>
        <Button small look="primary" disabled={!ready} onClick={save}>{t(withdraws ? 'message.delete' : 'message.save')}</Button>
        <Button small look="quiet" onClick={done}>{t('common.cancel')}</Button>
      </div>
      {error !== null && <span className={css['bad']} role="alert">{t('message.changeFailed', { cause: cause(t, error) })}</span>}
    </div>
  );
}

/** A change that is on its way or was refused. */
export function ChangeState({ entry }: { entry: Entry }) {
  const { t } = useTranslation();
  const { amendment } = entry;
  if (amendment === null || amendment === undefined) return null;
  const what = t(amendment.withdraws ? 'message.deleting' : 'message.changing');
  return (
    <div className={`${css['state']} ${amendment.code === null ? '' : css['stateBad']}`} role="status">
      {amendment.code === null ? what : t('message.changeRefused', { cause: t(`refusal.${amendment.code}`, { defaultValue: amendment.code }) })}
    </div>
  );
}
