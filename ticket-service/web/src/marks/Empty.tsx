import type { ReactNode } from 'react';
import { Button } from './Button.tsx';
import css from './marks.module.css';

/** An empty pane says what happens next; a failed one its cause, with the remedy in the same pane. */
export function Empty({ title, hint, retry, retryLabel, children, art = true }: {
  title: string;
  hint?: string | undefined;
  retry?: () => void;
  retryLabel?: string;
  children?: ReactNode;
  art?: boolean;
}) {
  return (
    <div className={css['empty']} role={retry === undefined ? undefined : 'alert'}>
      {art && (
        <svg className={css['art']} viewBox="0 0 132 76" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" aria-hidden>
          <path d="M6 10c34 0 34 28 60 28M6 38h60M6 66c34 0 34-28 60-28h44" />
          <circle cx="118" cy="38" r="7" />
        </svg>
      )}
      <b>{title}</b>
      {hint !== undefined && <span>{hint}</span>}
      {retry !== undefined && <Button onClick={retry}>{retryLabel}</Button>}
      {children}
    </div>
  );
}

export function KeyTable({ children }: { children: ReactNode }) {
  return <div className={css['keys']}>{children}</div>;
}
