import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { newId } from '../api/ids.ts';
import { dropNote, writeNote, type Note, type Profile } from '../api/profile.ts';
import { useKeys } from '../keys/keys.ts';
import { useMe } from '../live/queries.ts';
import { useNow } from '../look/now.ts';
import { Button, IconButton } from '../marks/Button.tsx';
import { cause, dayAndClock } from '../words/format.ts';
import { language } from '../words/words.ts';
import { useChange } from './useProfile.ts';
import css from './customer.module.css';

/** What agents want each other to know of a customer, whatever the matter. */
export function Notes({ conversation, profile, me }: { conversation: string; profile: Profile; me: string }) {
  const { t } = useTranslation();
  const roles = useMe().data?.user.roles ?? [];
  const leads = roles.includes('supervisor') || roles.includes('admin');
  return (
    <section className={css['section']} aria-labelledby="profile-notes">
      <h3 id="profile-notes">{t('profile.notes')} <span>{profile.notes.length}</span></h3>
      <NewNote conversation={conversation} customer={profile.customer} empty={profile.notes.length === 0} />
      <ul>{profile.notes.map(note => <NoteCard key={note.id} conversation={conversation} customer={profile.customer} note={note} me={me} mine={leads || note.by === me} />)}</ul>
    </section>
  );
}

function NewNote({ conversation, customer, empty }: { conversation: string; customer: string; empty: boolean }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  // The same id until it is stored, so that sending it twice writes it once.
  const id = useRef(newId());
  const field = useRef<HTMLTextAreaElement>(null);
  const { busy, error, change } = useChange(conversation);
  useKeys({ 'Shift+KeyM': () => field.current?.focus() });
  const save = async () => {
    if (text.trim() !== '' && await change(writeNote(customer, id.current, text.trim()))) {
      id.current = newId();
      setText('');
    }
  };
  return (
    <form className={css['form']} onSubmit={event => { event.preventDefault(); void save(); }}>
      <textarea ref={field} rows={text === '' ? 1 : 3} maxLength={4000} value={text} aria-label={t('profile.newNote')} aria-keyshortcuts="Shift+M" placeholder={t(empty ? 'profile.firstNote' : 'profile.newNote')}
        onChange={event => setText(event.target.value)} onKeyDown={event => onWriting(event, save, () => field.current?.blur())} />
      {error !== null && <p className={css['bad']} role="alert">{t('profile.notSaved', { cause: cause(t, error) })}</p>}
      {text.trim() !== '' && <div className={css['buttons']}><Button small look="primary" type="submit" disabled={busy}>{t('profile.addNote')}</Button></div>}
    </form>
  );
}

/** Ctrl+Enter saves, Escape leaves. */
function onWriting(event: KeyboardEvent, save: () => Promise<void>, leave: () => void): void {
  if (event.code === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    void save();
  } else if (event.code === 'Escape') {
    event.stopPropagation();
    leave();
  }
}

function NoteCard({ conversation, customer, note, me, mine }: { conversation: string; customer: string; note: Note; me: string; mine: boolean }) {
  const { t } = useTranslation();
  const now = useNow(60_000);
  const [text, setText] = useState<string | null>(null);
  const { busy, error, change } = useChange(conversation);
  const save = async () => {
    if (text !== null && text.trim() !== '' && await change(writeNote(customer, note.id, text.trim()))) setText(null);
  };
  const writer = note.by === me ? t('common.you') : (note.byName ?? note.by);
  return (
    <li className={css['note']}>
      <div className={css['noteHead']}>
        <b>{writer}</b>
        <time dateTime={note.at} title={note.changedAt === null ? '' : t('profile.noteChanged', { time: dayAndClock(language(), note.changedAt, now) })}>
          {dayAndClock(language(), note.at, now)}{note.changedAt !== null && '*'}
        </time>
        {mine && text === null && (
          <span>
            <IconButton tiny label={t('profile.editNote')} onClick={() => setText(note.text)}><IconPencil size={14} stroke={1.9} aria-hidden /></IconButton>
            <IconButton tiny label={t('profile.dropNote')} disabled={busy} onClick={() => void change(dropNote(customer, note.id))}><IconTrash size={14} stroke={1.9} aria-hidden /></IconButton>
          </span>
        )}
      </div>
      {text === null ? <p>{note.text}</p> : (
        <form className={css['form']} onSubmit={event => { event.preventDefault(); void save(); }}>
          <textarea autoFocus rows={3} maxLength={4000} value={text} aria-label={t('profile.editNote')} onChange={event => setText(event.target.value)}
            onKeyDown={event => onWriting(event, save, () => setText(null))} />
          <div className={css['buttons']}>
            <Button small look="primary" type="submit" disabled={busy}>{t('profile.save')}</Button>
            <Button small look="quiet" onClick={() => setText(null)}>{t('profile.cancel')}</Button>
          </div>
        </form>
      )}
      {error !== null && <p className={css['bad']} role="alert">{t('profile.notSaved', { cause: cause(t, error) })}</p>}
    </li>
  );
}
