import type { ReactNode } from 'react';
import rules from '../rules/rules.module.css';
import css from './setup.module.css';

/** A field or several, with the word for them before. */
export function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={`${rules['row']} ${css['row']}`}>
      <span className={css['lead']}>{label}</span>
      {children}
    </div>
  );
}
