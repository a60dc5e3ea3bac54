import { IconChevronDown } from '@tabler/icons-react';
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../marks/Chip.tsx';
import css from './rules.module.css';

/** A choice of one. The browser's own list: it works with every keyboard and screen reader. */
export function Choice<T extends string>({ label, value, choices, onChange, disabled = false, grow = false, wrong = false, icon }: {
  label: string;
  value: T;
  choices: (readonly [T, string])[];
  onChange: (value: T) => void;
  disabled?: boolean;
  grow?: boolean;
  wrong?: boolean;
  icon?: ReactNode;
}) {
  return (
    <span className={`${css['field']} ${css['choice']} ${grow ? css['grow'] : ''} ${wrong ? css['wrong'] : ''}`}>
      {icon}
      <select aria-label={label} aria-invalid={wrong || undefined} value={value} disabled={disabled} onChange={event => onChange(event.target.value as T)}>
        {choices.map(([choice, words]) => <option key={choice} value={choice}>{words}</option>)}
      </select>
      <IconChevronDown size={14} stroke={1.9} aria-hidden />
    </span>
  );
}

/** Words as chips: Enter or a comma makes one of what was typed, Backspace in an empty field takes the last away. */
export function Tokens({ label, values, onChange, disabled = false, wrong = false, suggestions = [], placeholder = '' }: {
  label: string;
  values: string[];
  onChange: (values: string[]) => void;
  disabled?: boolean;
  wrong?: boolean;
  suggestions?: string[];
  placeholder?: string;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const id = useId();
  const take = (written: string) => {
    const fresh = written.split(',').map(one => one.trim()).filter(one => one !== '' && !values.includes(one));
    if (fresh.length > 0) onChange([...values, ...new Set(fresh)]);
    setText('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.code === 'Enter' || event.code === 'NumpadEnter') && !event.nativeEvent.isComposing && text.trim() !== '') {
      event.preventDefault();
      take(text);
    } else if (event.code === 'Backspace' && text === '' && values.length > 0) {
      onChange(values.slice(0, -1));
    }
  };
  return (
    <span className={`${css['field']} ${css['grow']} ${css['tokens']} ${wrong ? css['wrong'] : ''}`}>
      {values.map(value => (
        <Chip key={value}>
          {value}
          {!disabled && (
            <button type="button" className={css['drop']} aria-label={t('rules.removeWord', { word: value })} onClick={() => onChange(values.filter(one => one !== value))}>×</button>
          )}
        </Chip>
      ))}
      {!disabled && (
        <input value={text} aria-label={label} aria-invalid={wrong || undefined} placeholder={values.length === 0 ? placeholder : ''} {...(suggestions.length > 0 ? { list: id } : {})}
          onChange={event => (event.target.value.includes(',') ? take(event.target.value) : setText(event.target.value))}
          onKeyDown={onKeyDown} onBlur={() => text.trim() !== '' && take(text)} />
      )}
      {suggestions.length > 0 && <datalist id={id}>{suggestions.map(one => <option key={one} value={one} />)}</datalist>}
    </span>
  );
}

/** Several of a few. */
export function Toggles<T extends string>({ label, choices, values, onChange, disabled = false, wrong = false }: {
  label: string;
  choices: (readonly [T, string])[];
  values: T[];
  onChange: (values: T[]) => void;
  disabled?: boolean;
  wrong?: boolean;
}) {
  return (
    <span className={`${css['field']} ${css['grow']} ${css['tokens']} ${wrong ? css['wrong'] : ''}`} role="group" aria-label={label}>
      {choices.map(([choice, words]) => {
        const on = values.includes(choice);
        return (
          <button key={choice} type="button" className={`${css['toggle']} ${on ? css['on'] : ''}`} aria-pressed={on} disabled={disabled}
            onClick={() => onChange(on ? values.filter(one => one !== choice) : [...values, choice])}>{words}</button>
        );
      })}
    </span>
  );
}

export function TextField({ label, value, onChange, disabled = false, wrong = false, placeholder = '', mono = false, secret = false, list }: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  disabled?: boolean;
  wrong?: boolean;
  placeholder?: string;
  mono?: boolean;
  secret?: boolean;
  list?: string;
}) {
  return (
    <span className={`${css['field']} ${css['grow']} ${wrong ? css['wrong'] : ''}`}>
      <input className={mono ? (css['mono'] ?? '') : ''} aria-label={label} aria-invalid={wrong || undefined} value={value} disabled={disabled} placeholder={placeholder}
        {...(secret ? { type: 'password', autoComplete: 'new-password' } : {})} {...(list === undefined ? {} : { list })} onChange={event => onChange(event.target.value)} />
    </span>
  );
}
