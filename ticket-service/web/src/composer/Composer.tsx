import { Menu } from '@mantine/core';
import { IconCheck, IconChevronDown, IconListCheck, IconPaperclip } from '@tabler/icons-react';
import { useRef, type DragEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { newId } from '../api/ids.ts';
import type { ConversationDetail } from '../api/types.ts';
import { useKeys } from '../keys/keys.ts';
import { live } from '../live/live.ts';
import { useStore } from '../live/store.ts';
import { Button, IconButton } from '../marks/Button.tsx';
import { AnswerNote, ChoiceFields } from './Beside.tsx';
import { ChannelChoice, ReasonOfChannel } from './ChannelChoice.tsx';
import { destination as destinationOf, inOrder } from './channels.ts';
import { draftOf, isEmpty, without, type Draft } from './drafts.ts';
import { Files } from './Files.tsx';
import { send } from './outbox.ts';
import { useTypingNote } from './typing.ts';
import { useUploads } from './uploads.ts';
import { customerName } from '../words/people.ts';
import css from './composer.module.css';

/** Reply or note of one conversation. Mounted anew for each. */
export function Composer({ detail, me }: { detail: ConversationDetail; me: string }) {
  const { t } = useTranslation();
  const { summary } = detail;
  const store = draftOf(me, summary.id);
  const draft = useStore(store);
  const link = useStore(live.link);
  const text = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const uploads = useUploads(file => store.update(now => ({ ...now, files: [...now.files, file] })));
  const typing = useTypingNote(summary.id);
  const note = draft.kind === 'note';
  const destination = destinationOf(detail, draft.to);
  const words = note ? draft.note : draft.reply;
  const ready = note
    ? words.trim() !== ''
    : destination !== null && uploads.rising.length === 0 && (words.trim() !== '' || draft.files.length > 0);

  const telegram = destination?.address.channel === 'telegram';
  const answers = draft.answers ?? null;
  const choices = draft.choices ?? [];

  const change = (to: Partial<Draft>) => store.update(now => ({ ...now, ...to }));
  const turnTo = (kind: Draft['kind']) => {
    change({ kind });
    text.current?.focus();
  };
  const submit = (resolving: boolean) => {
    if (!ready) return;
    const ticket = resolving && summary.ticket?.state === 'open' ? summary.ticket : null;
    send({
      user: me,
      conversation: summary.id,
      kind: draft.kind,
      text: words.trim(),
      to: note ? null : (destination?.address.key ?? null),
      channel: note ? null : (destination?.address.channel ?? null),
      files: note ? [] : draft.files,
      answers: note ? null : (answers?.seq ?? null),
      choices: note || !telegram ? [] : choices.map(choice => choice.trim()).filter(choice => choice !== ''),
      resolve: ticket === null ? null : { ticket: ticket.id, commandId: newId(), upTo: summary.lastPlace },
    });
    store.set(without(store.get(), draft.kind));
    text.current?.focus();
  };
  const choose = (at: number) => {
    const address = inOrder(detail)[at];
    if (address?.reachable === true) change({ to: address.key });
  };

  useKeys({
    KeyR: () => turnTo('reply'),
    KeyM: () => turnTo('note'),
    'Alt+Digit1': () => choose(0),
    'Alt+Digit2': () => choose(1),
    'Alt+Digit3': () => choose(2),
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || !(event.ctrlKey || event.metaKey)) return;
    if (event.code !== 'Enter' && event.code !== 'NumpadEnter') return;
    event.preventDefault();
    submit(event.shiftKey);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    if (!note) uploads.add(event.dataTransfer.files);
  };

  return (
    <section className={`${css['composer']} ${note ? css['forNote'] : ''}`} aria-label={t(note ? 'composer.note' : 'composer.reply')}
      onDragOver={event => event.preventDefault()} onDrop={onDrop}>
      <div className={css['top']}>
        <div className={css['kinds']} role="group" aria-label={t('composer.kind')}>
          <button type="button" aria-pressed={!note} aria-keyshortcuts="R" title={`${t('composer.reply')} (R)`} onClick={() => turnTo('reply')}>{t('composer.reply')}</button>
          <button type="button" aria-pressed={note} aria-keyshortcuts="M" title={`${t('composer.note')} (M)`} onClick={() => turnTo('note')}>{t('composer.note')}</button>
        </div>
        {!note && destination !== null && (
          <>
            <ChannelChoice detail={detail} destination={destination} choose={to => change({ to })} />
            <span className={css['reason']}><ReasonOfChannel destination={destination} /></span>
          </>
        )}
        {!note && destination === null && <span className={css['nowhere']}>{t('composer.noAddress')}</span>}
        {note && <span className={css['reason']}>{t('thread.note')}</span>}
        {!isEmpty(draft) && <span className={css['saved']}><IconCheck size={14} aria-hidden className="icon" />{t('composer.draft')}</span>}
      </div>
      {!note && answers !== null && <AnswerNote author={answers.author} text={answers.text} drop={() => change({ answers: null })} />}
      <div className={css['growing']} data-text={words}>
        <textarea
          ref={text}
          rows={1}
          value={words}
          onChange={event => {
            change(note ? { note: event.target.value } : { reply: event.target.value });
            if (!note) typing();
          }}
          onKeyDown={onKeyDown}
          onPaste={event => {
            if (!note && event.clipboardData.files.length > 0) uploads.add(event.clipboardData.files);
          }}
          placeholder={t(note ? 'composer.notePlaceholder' : 'composer.placeholder')}
          aria-label={t(note ? 'composer.noteFor' : 'composer.replyTo', { name: customerName(t, summary) })}
        />
      </div>
      {!note && (
        <Files files={draft.files} rising={uploads.rising} remove={id => change({ files: draft.files.filter(file => file.id !== id) })}
          stop={uploads.remove} retry={uploads.retry} />
      )}
      {!note && telegram && choices.length > 0 && <ChoiceFields choices={choices} change={to => change({ choices: to })} />}
      <div className={css['bottom']}>
        {!note && (
          <IconButton label={t('composer.file')} onClick={() => picker.current?.click()}><IconPaperclip size={16} stroke={1.75} aria-hidden /></IconButton>
        )}
        {!note && telegram && choices.length === 0 && (
          <IconButton label={t('composer.offer')} onClick={() => change({ choices: ['', ''] })}><IconListCheck size={16} stroke={1.75} aria-hidden /></IconButton>
        )}
        <input ref={picker} type="file" multiple hidden tabIndex={-1} aria-hidden
          onChange={event => {
            uploads.add(event.target.files ?? []);
            event.target.value = '';
          }} />
        <span className={css['space']} />
        <SendButton note={note} ready={ready} offline={link.state === 'lost'} resolvable={summary.ticket?.state === 'open'} submit={submit} />
      </div>
    </section>
  );
}

function SendButton({ note, ready, offline, resolvable, submit }: {
  note: boolean;
  ready: boolean;
  offline: boolean;
  resolvable: boolean;
  submit: (resolving: boolean) => void;
}) {
  const { t } = useTranslation();
  const label = note ? t('composer.saveNote') : offline ? t('composer.sendLater') : t('composer.send');
  return (
    <span className={css['split']}>
      <Button look="primary" disabled={!ready} onClick={() => submit(false)} aria-keyshortcuts="Control+Enter">
        {label}<kbd className={css['wide']} aria-hidden>Ctrl ⏎</kbd>
      </Button>
      {!note && resolvable && (
        <Menu position="top-end">
          <Menu.Target>
            <Button look="primary" disabled={!ready} aria-label={t('composer.more')}><IconChevronDown size={14} aria-hidden /></Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => submit(true)} rightSection={<kbd>Ctrl ⇧ ⏎</kbd>}>{t('composer.sendResolve')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </span>
  );
}
