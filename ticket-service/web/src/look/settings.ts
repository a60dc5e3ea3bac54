import { useSyncExternalStore } from 'react';
import { keptStore } from '../live/store.ts';

/** What a person set up in this browser. */
export type ThemeChoice = 'system' | 'light' | 'dark';
export const themeChoice = keptStore<ThemeChoice>('onethread.theme', 'system');
export const singleKeys = keptStore<boolean>('onethread.single-keys', true);
export const paneWidths = keptStore<{ list: number; customer: number }>('onethread.panes', { list: 352, customer: 316 });

const darkSystem = typeof window.matchMedia === 'function' ? window.matchMedia('(prefers-color-scheme: dark)') : null;

const inForce = (): 'light' | 'dark' => {
  const choice = themeChoice.get();
  if (choice !== 'system') return choice;
  return darkSystem?.matches === true ? 'dark' : 'light';
};

// The tokens listen to the document; told before the first paint, so that nothing flashes.
const tell = () => {
  document.documentElement.dataset['theme'] = inForce();
};
tell();
themeChoice.subscribe(tell);
darkSystem?.addEventListener('change', tell);

/** The theme in force. */
export function useTheme(): 'light' | 'dark' {
  return useSyncExternalStore(changed => {
    const leave = themeChoice.subscribe(changed);
    darkSystem?.addEventListener('change', changed);
    return () => {
      leave();
      darkSystem?.removeEventListener('change', changed);
    };
  }, inForce);
}

export function switchTheme(now: 'light' | 'dark'): void {
  themeChoice.set(now === 'dark' ? 'light' : 'dark');
}
