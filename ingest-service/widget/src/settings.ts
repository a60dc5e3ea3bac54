import { webAddress } from './links';
import type { Language } from './words';

/** What the page's script tag says. */
export interface Settings {
  widget: string;
  /** Where the chat is served, with a slash at the end. */
  base: string;
  /** Asked for each time, since a page may change its language. */
  readonly title: string | null;
  telegram: string | null;
  mail: string | null;
  language: Language | 'auto';
  theme: 'light' | 'dark' | 'auto';
  side: 'left' | 'right';
  /** Whether an answer may be heard, until the visitor decides. */
  sound: boolean;
  /** Who decides whether we may say which page they write from: the page by its script, or the visitor in our form. */
  page: 'script' | 'ask';
}

export function settings(script: HTMLScriptElement): Settings {
  const said = script.dataset;
  const language = said['language'];
  const theme = said['theme'];
  const mail = said['mail'];
  return {
    widget: said['widget'] ?? 'shop',
    base: new URL('.', script.src).href,
    get title() {
      return said['title'] ?? null;
    },
    telegram: said['telegram'] === undefined ? null : webAddress(said['telegram']),
    mail: mail !== undefined && /^[^\s@<>?&]+@[^\s@<>?&]+$/.test(mail) ? mail : null,
    language: language === 'ru' || language === 'en' ? language : 'auto',
    theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
    side: said['side'] === 'left' ? 'left' : 'right',
    sound: said['sound'] !== 'off',
    page: said['page'] === 'ask' ? 'ask' : 'script',
  };
}

/** The page's language, else the browser's; everything but Russian is answered in English. */
export function language(wanted: Settings['language']): Language {
  if (wanted !== 'auto') return wanted;
  const page = document.documentElement.lang || navigator.language;
  return page.toLowerCase().startsWith('ru') ? 'ru' : 'en';
}

/** The page's own choice where it makes one, else the system's. */
export function theme(wanted: Settings['theme']): 'light' | 'dark' {
  if (wanted !== 'auto') return wanted;
  const root = document.documentElement;
  const said = root.dataset['theme'] ?? getComputedStyle(root).colorScheme;
  if (said === 'dark' || said === 'light') return said;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function socketAddress(settings: Settings): string {
  const url = new URL('socket', settings.base);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.searchParams.set('widget', settings.widget);
  return url.href;
}
