import type { CSSProperties } from 'react';
import type { Presence } from '../api/types.ts';
import css from './marks.module.css';

/** Initials on a hue that is always the same for the same name; presence as a dot whose form differs, too. */
export function Avatar({ name, size = '', presence }: { name: string; size?: 'large' | 'small' | ''; presence?: Presence }) {
  return (
    <span className={`${css['avatar']} ${size === '' ? '' : css[size]}`} data-hue style={{ '--hue': hue(name) } as CSSProperties} aria-hidden>
      {initials(name)}
      {presence !== undefined && <i className={`${css['presence']} ${css[presence]}`} />}
    </span>
  );
}

export function initials(name: string): string {
  const words = name.trim().split(/[\s@._-]+/u).filter(word => word !== '');
  const letters = words.length > 1 ? [words[0], words[1]] : [words[0]];
  return letters.map(word => [...(word ?? '?')][0] ?? '?').join('').toUpperCase();
}

function hue(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 3600;
  return (sum % 12) * 30;
}
