import { useEffect, useSyncExternalStore } from 'react';
import { keptStore, useStore } from '../live/store.ts';

/** What a person set up in this browser. */
export type ThemeChoice = 'system' | 'light' | 'dark';
export const themeChoice = keptStore<ThemeChoice>('onethread.theme', 'system');
export const singleKeys = keptStore<boolean>('onethread.single-keys', true);
export const paneWidths = keptStore<{ list: number; customer: number }>('onethread.panes', { list: 352, customer: 316 });

const darkSystem = typeof window.matchMedia === 'function' ? window.matchMedia('(prefers-color-scheme: dark)') : null;

function useSystemDark(): boolean {
  return useSyncExternalStore(
    changed => {
      darkSystem?.addEventListener('change', changed);
      return () => darkSystem?.removeEventListener('change', changed);
    },
    () => darkSystem?.matches ?? false,
  );
}

/** The theme in force; also told to the document, where the tokens listen. */
export function useTheme(): 'light' | 'dark' {
  const choice = useStore(themeChoice);
  const system = useSystemDark();
  const theme = choice === 'system' ? (system ? 'dark' : 'light') : choice;
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  return theme;
}

export function switchTheme(now: 'light' | 'dark'): void {
  themeChoice.set(now === 'dark' ? 'light' : 'dark');
}
