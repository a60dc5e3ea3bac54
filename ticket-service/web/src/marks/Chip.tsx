import type { ReactNode } from 'react';
import css from './marks.module.css';

export function Chip({ tone = '', title, children }: { tone?: 'ok' | 'warn' | 'bad' | 'accent' | ''; title?: string; children: ReactNode }) {
  return (
    <span className={`${css['chip']} ${tone === '' ? '' : css[tone]}`} title={title}>
      {children}
    </span>
  );
}
