import { Tooltip } from '@mantine/core';
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import css from './marks.module.css';

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: 'primary' | 'plain' | 'quiet';
  small?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ look = 'plain', small = false, className = '', ...rest }: Props) {
  const classes = [css['button'], look === 'plain' ? '' : css[look], small ? css['small'] : '', className];
  return <button type="button" className={classes.join(' ')} {...rest} />;
}

interface IconProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  label: string;
  /** The key that does the same, shown in the tooltip. */
  shortcut?: string | undefined;
  tiny?: boolean;
  children: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

/** A button that is only an icon: named for screen readers, explained in a tooltip together with its key. */
export function IconButton({ label, shortcut, tiny = false, className = '', children, ...rest }: IconProps) {
  return (
    <Hint label={label} shortcut={shortcut}>
      <button
        type="button"
        aria-label={label}
        className={`${css['iconButton']} ${tiny ? css['tiny'] : ''} ${className}`}
        {...(shortcut === undefined ? {} : { 'aria-keyshortcuts': shortcut.replace(/ /g, '+') })}
        {...rest}
      >
        {children}
      </button>
    </Hint>
  );
}

export function Hint({ label, shortcut, children }: { label: string; shortcut?: string | undefined; children: ReactNode }) {
  return (
    <Tooltip
      label={
        <>
          {label}
          {shortcut !== undefined && <kbd style={{ marginInlineStart: 8 }}>{shortcut}</kbd>}
        </>
      }
    >
      {children as React.JSX.Element}
    </Tooltip>
  );
}
