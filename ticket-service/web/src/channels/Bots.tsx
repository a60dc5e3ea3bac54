import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bots, removeAnswer, saveAnswer, takeGroups, type Bot, type BotAnswer } from '../api/bots.ts';
import { queries } from '../live/queries.ts';
import { Button } from '../marks/Button.tsx';
import { cause } from '../words/format.ts';
import css from './channels.module.css';

const KEY = ['bots'];

/** What a bot does by itself: whether it takes groups in, and what it answers to commands. */
export function Bots() {
  const { t } = useTranslation();
  const all = useQuery({ queryKey: KEY, queryFn: ({ signal }) => bots(signal) });
  if (all.error !== null && all.data === undefined) return <p role="alert" className={css['problem']}>{t('bots.failed', { cause: cause(t, all.error) })}</p>;
  return <>{(all.data ?? []).map(bot => <OneBot key={bot.number} bot={bot} />)}</>;
}

function OneBot({ bot }: { bot: Bot }) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const keep = (work: Promise<Bot>, done?: () => void) => {
    setError(null);
    work.then(now => {
      queries.setQueryData<Bot[]>(KEY, kept => kept?.map(one => (one.number === now.number ? now : one)));
      done?.();
    }, setError);
  };
  return (
    <section className={css['bot']} aria-label={t('bots.title', { bot: bot.title })}>
      <h2>{t('bots.title', { bot: bot.title })}</h2>
      <label className={css['check']}>
        <input type="checkbox" checked={bot.groups} onChange={event => keep(takeGroups(bot.number, event.currentTarget.checked))} />
        <span>{t('bots.groups')}<small>{t('bots.groupsHint')}</small></span>
      </label>
      <h3>{t('bots.answers')}</h3>
      <p className={css['hint']}>{t('bots.answersHint')}</p>
      {bot.answers.map(answer => (
        <AnswerForm key={answer.command} answer={answer} save={(changed, done) => keep(saveAnswer(bot.number, changed), done)}
          remove={() => keep(removeAnswer(bot.number, answer.command))} />
      ))}
      {adding
        ? <AnswerForm answer={null} save={(made, done) => keep(saveAnswer(bot.number, made), () => { done(); setAdding(false); })} remove={() => setAdding(false)} />
        : <Button small onClick={() => setAdding(true)}>{t('bots.add')}</Button>}
      {error !== null && <p role="alert" className={css['problem']}>{t('bots.notSaved', { cause: cause(t, error) })}</p>}
    </section>
  );
}

interface Form {
  /** Null while a new one is written. */
  answer: BotAnswer | null;
  save: (answer: BotAnswer, done: () => void) => void;
  remove: () => void;
}

function AnswerForm({ answer, save, remove }: Form) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<BotAnswer | null>(null);
  const now = draft ?? answer ?? { command: '', ru: '', en: '' };
  const name = answer === null ? t('bots.newAnswer') : t('bots.answerTo', { command: answer.command });
  const ready = /^[a-z0-9_]{1,32}$/.test(now.command) && now.command !== 'web' && `${now.ru ?? ''}${now.en ?? ''}`.trim() !== '';
  return (
    <fieldset className={css['answer']}>
      <legend>{answer === null ? name : `/${answer.command}`}</legend>
      {answer === null && (
        <label>{t('bots.command')}<input value={now.command} autoFocus spellCheck={false} onChange={event => setDraft({ ...now, command: event.currentTarget.value.replace(/^\//, '').toLowerCase() })} /></label>
      )}
      {(['ru', 'en'] as const).map(language => (
        <label key={language}>{t(`bots.in.${language}`)}
          <textarea rows={2} aria-label={`${t(`bots.in.${language}`)}: ${name}`} value={now[language] ?? ''} onChange={event => setDraft({ ...now, [language]: event.currentTarget.value })} />
        </label>
      ))}
      <div className={css['acts']}>
        {(draft !== null || answer === null) && <Button small look="primary" disabled={!ready} onClick={() => save(now, () => setDraft(null))}>{t('bots.save')}</Button>}
        <Button small look="quiet" onClick={remove}>{t(answer === null ? 'common.cancel' : 'common.remove')}</Button>
      </div>
    </fieldset>
  );
}
