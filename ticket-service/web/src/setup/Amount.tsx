import { useState } from 'react';
import css from '../rules/rules.module.css';

/** A whole number. What is no number stays as it was typed, and nothing is changed by it. */
export function Amount({ label, value, onChange, unit = '', min = 0, disabled = false, wrong = false, placeholder = '' }: {
  label: string;
  /** Null for none. */
  value: number | null;
  onChange: (value: number | null) => void;
  unit?: string;
  min?: number;
  disabled?: boolean;
  wrong?: boolean;
  placeholder?: string;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <span className={`${css['field']} ${wrong ? css['wrong'] : ''}`}>
      <input type="number" inputMode="numeric" min={min} step={1} aria-label={label} aria-invalid={wrong || undefined} disabled={disabled} placeholder={placeholder}
        value={typed ?? (value === null ? '' : String(value))}
        onChange={event => {
          const text = event.target.value;
          const number = text === '' ? null : Number(text);
          setTyped(text);
          if (number === null || Number.isInteger(number)) onChange(number);
        }}
        onBlur={() => setTyped(null)} style={{ width: 72 }} />
      {unit !== '' && <span aria-hidden>{unit}</span>}
    </span>
  );
}
