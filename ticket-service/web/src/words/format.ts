import type { TFunction } from 'i18next';
import { Problem, Unreachable } from '../api/problem.ts';
import type { Need } from '../api/types.ts';
import type { Language } from './words.ts';

/** Times, sizes and amounts as the language writes them; 24 hours in both. */
const locale: Record<Language, string> = { ru: 'ru-RU', en: 'en-GB' };

const formats = new Map<string, Intl.DateTimeFormat>();
function date(language: Language, options: Intl.DateTimeFormatOptions, at: string | number): string {
  const key = language + JSON.stringify(options);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale[language], options);
  formats.set(key, format);
  return format.format(new Date(at));
}

export const clock = (language: Language, at: string | number) =>
  date(language, { hour: '2-digit', minute: '2-digit', hour12: false }, at);

/** The clock at another place; nothing where the place is not known here. */
export function clockAt(language: Language, zone: string, at: number): string {
  try {
    return date(language, { hour: '2-digit', minute: '2-digit', hour12: false, timeZone: zone }, at);
  } catch {
    return '';
  }
}

/** What a language is called, or its code. */
export function languageName(language: Language, code: string): string {
  try {
    return new Intl.DisplayNames([locale[language]], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}

export const seconds = (language: Language, at: string | number) =>
  date(language, { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false }, at);

export const fullTime = (language: Language, at: string | number) =>
  date(language, { dateStyle: 'long', timeStyle: 'medium' } as Intl.DateTimeFormatOptions, at);

export const shortDay = (language: Language, at: string | number) =>
  date(language, { day: 'numeric', month: 'short' }, at).replace('.', '');

function sameDay(a: Date, b: Date): boolean {
  return a.getFullYear() === b.getFullYear() && a.getMonth() === b.getMonth() && a.getDate() === b.getDate();
}

/** Today the clock, in the last six days the weekday, before that the date. */
export function listTime(language: Language, at: string, now: number): string {
  const then = new Date(at);
  if (sameDay(then, new Date(now))) return clock(language, at);
  if (now - then.getTime() < 6 * 86_400_000) return date(language, { weekday: 'short' }, at);
  if (then.getFullYear() === new Date(now).getFullYear()) return shortDay(language, at);
  return date(language, { day: '2-digit', month: '2-digit', year: '2-digit' }, at);
}

/** The clock, and which day where it is not today. */
export function dayAndClock(language: Language, at: string, now: number): string {
  const day = listTime(language, at, now);
  const time = clock(language, at);
  return day === time ? time : `${day}, ${time}`;
}

/** The heading of a day in a conversation. */
export function dayHeading(t: TFunction, language: Language, at: string, now: number): string {
  const then = new Date(at);
  const day = date(language, { day: 'numeric', month: 'long' }, at);
  if (sameDay(then, new Date(now))) return t('thread.today', { date: day });
  if (sameDay(then, new Date(now - 86_400_000))) return t('thread.yesterday', { date: day });
  const year = then.getFullYear() === new Date(now).getFullYear() ? {} : ({ year: 'numeric' } as const);
  const text = date(language, { weekday: 'long', day: 'numeric', month: 'long', ...year }, at);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const dayOf = (at: string) => new Date(at).toDateString();

/** How long something lasts, in its two largest honest units. */
export function duration(t: TFunction, milliseconds: number): string {
  const total = Math.max(0, Math.floor(milliseconds / 1000));
  if (total < 60) return t('time.seconds', { count: total });
  const minutes = Math.floor(total / 60);
  if (minutes < 60) return t('time.minutes', { count: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return t('time.days', { count: Math.floor(hours / 24) });
  const rest = minutes % 60;
  return rest === 0 ? t('time.hours', { count: hours }) : t('time.hoursMinutes', { hours, minutes: rest });
}

/** How long somebody waits, by the minute: the first minute is "now", nothing ticks under the reader. */
export function waiting(t: TFunction, since: string, now: number): string {
  const waited = now - Date.parse(since);
  return waited < 60_000 ? t('time.now') : duration(t, waited);
}

export function fileSize(t: TFunction, language: Language, bytes: number): string {
  const number = (value: number, digits: number) =>
    new Intl.NumberFormat(locale[language], { maximumFractionDigits: digits }).format(value);
  if (bytes < 1024) return t('file.bytes', { count: bytes });
  if (bytes < 1024 * 1024) return t('file.kb', { value: number(bytes / 1024, 0) });
  return t('file.mb', { value: number(bytes / 1024 / 1024, 1) });
}

/** An expected wait, honestly coarse. */
export function expected(t: TFunction, seconds: number): string {
  return seconds < 60 ? t('time.underMinute') : t('time.about', { time: duration(t, Math.round(seconds / 60) * 60_000) });
}

export const percent = (language: Language, share: number) =>
  new Intl.NumberFormat(locale[language], { style: 'percent' }).format(share);

/** A word of the server that the catalogue may not know: then the word itself, so that nothing is hidden. */
export function word(t: TFunction, group: string, code: string, values: Record<string, unknown> = {}): string {
  return t(`${group}.${code}`, { defaultValue: code, ...values });
}

export const needs = (t: TFunction, list: Need[]) =>
  list.map(need => `${word(t, 'skill', need.skill)}\u00a0≥\u00a0${need.level}`).join(', ');

/** Why a call came to nothing, in words. */
export function cause(t: TFunction, error: unknown): string {
  if (error instanceof Unreachable) return t('cause.unreachable');
  if (!(error instanceof Problem)) return t('cause.server');
  if (error.status === 403) return t('cause.forbidden');
  if (error.status === 404) return t('cause.not-found');
  if (error.status >= 500) return t('cause.server');
  return t(`refusal.${error.code}`, { defaultValue: t('cause.other', { code: error.code }) });
}
