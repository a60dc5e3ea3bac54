import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../marks/Button.tsx';
import css from './composer.module.css';

const MOST = 10;
const LONGEST = 64;

/** The message that is being answered. */
export function AnswerNote({ author, text, drop }: { author: string | null; text: string; drop: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={css['answers']}>
      <span><b>{author ?? t('message.answered')}</b> {text}</span>
      <IconButton label={t('composer.noAnswer')} onClick={drop}><IconX size={14} aria-hidden /></IconButton>
    </div>
  );
}

/** What the customer may choose from with one press. */
export function ChoiceFields({ choices, change }: { choices: string[]; change: (to: string[]) => void }) {
  const { t } = useTranslation();
  return (
    <fieldset className={css['choices']}>
      <legend>{t('composer.choices')}</legend>
      {choices.map((choice, at) => (
        <span key={at}>
          <input value={choice} maxLength={LONGEST} aria-label={t('composer.choice', { number: at + 1 })}
            onChange={event => change(choices.map((other, i) => (i === at ? event.target.value : other)))} />
          <IconButton label={t('composer.noChoice', { number: at + 1 })} onClick={() => change(choices.filter((_, i) => i !== at))}><IconX size={14} aria-hidden /></IconButton>
        </span>
      ))}
      {choices.length < MOST && <Button small look="quiet" onClick={() => change([...choices, ''])}><IconPlus size={14} aria-hidden />{t('composer.moreChoices')}</Button>}
    </fieldset>
  );
}
