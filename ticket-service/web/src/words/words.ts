import i18n from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from './en.json' with { type: 'json' };
import ru from './ru.json' with { type: 'json' };

/** Every text comes from the catalogues beside this file; both have the same keys, which a test checks. */
export type Language = 'ru' | 'en';
const KEPT = 'onethread.language';

export function preferredLanguage(ofUser?: string | null): Language {
  const kept = readKept();
  const wanted = kept ?? ofUser ?? navigator.language;
  return wanted.toLowerCase().startsWith('ru') ? 'ru' : 'en';
}

function readKept(): string | null {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

void i18n.use(initReactI18next).init({
  resources: { ru: { translation: ru }, en: { translation: en } },
  lng: preferredLanguage(),
  fallbackLng: 'en',
  interpolation: { escapeValue: false },
  returnNull: false,
  react: { bindI18nStore: 'added' },
});
document.documentElement.lang = i18n.language;
i18n.on('languageChanged', language => {
  document.documentElement.lang = language;
});

export function language(): Language {
  return i18n.language === 'ru' ? 'ru' : 'en';
}

/** A choice of the person, kept in this browser. */
export function chooseLanguage(chosen: Language): void {
  try {
    localStorage.setItem(KEPT, chosen);
  } catch {
    // Without storage the choice lasts until the page closes.
  }
  void i18n.changeLanguage(chosen);
}

/** What the account prefers, unless this browser has a choice of its own. */
export function preferLanguage(ofUser: string | null): void {
  void i18n.changeLanguage(preferredLanguage(ofUser));
}

/** What an installation calls its own desks or skills; the catalogue's word for the same id comes first. */
export function learn(group: 'desk' | 'skill', named: { id: string; name: string }[]): void {
  const words = Object.fromEntries(named.map(one => [one.id, one.name]));
  for (const each of ['ru', 'en']) i18n.addResourceBundle(each, 'translation', { [group]: words }, true, false);
}

export default i18n;
