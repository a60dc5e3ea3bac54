import { beforeEach, describe, expect, it } from 'vitest';
import { Problem, Unreachable } from '../api/problem.ts';
import * as format from './format.ts';
import i18n from './words.ts';

const now = new Date(2026, 10, 22, 14, 30).getTime();
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('a word of the server', () => {
  it('is what the catalogue says, else the name that is known, else itself', () => {
    const t = i18n.t.bind(i18n);
    expect([format.word(t, 'desk', 'unheard'), format.word(t, 'desk', 'unheard', { defaultValue: 'Returns' })]).toEqual(['unheard', 'Returns']);
  });
});

describe('in Russian', () => {
  beforeEach(() => i18n.changeLanguage('ru'));
  const t = i18n.t.bind(i18n);

  it('counts as Russian does', () => {
    const counted = [1, 2, 5, 11, 21, 22, 111].map(count => t('list.fresh', { count }));
    expect(counted).toEqual([
      '1 новое обращение, показать', '2 новых обращения, показать', '5 новых обращений, показать', '11 новых обращений, показать',
      '21 новое обращение, показать', '22 новых обращения, показать', '111 новых обращений, показать',
    ]);
  });

  it('says how long somebody waits, the first minute as now', () => {
    expect([0.5, 8, 60, 67, 60 * 50].map(minutes => format.waiting(t, ago(minutes), now)))
      .toEqual(['сейчас', '8 мин', '1 ч', '1 ч 7 мин', '2 д']);
  });

  it('writes sizes with a decimal comma', () => {
    expect(format.fileSize(t, 'ru', 512)).toBe('512 байт');
    expect(format.fileSize(t, 'ru', 62_464)).toBe('61 КБ');
    expect(format.fileSize(t, 'ru', 3_565_158)).toBe('3,4 МБ');
  });

  it('heads days by what they are to the reader', () => {
    expect(format.dayHeading(t, 'ru', ago(10), now)).toBe('Сегодня, 22 ноября');
    expect(format.dayHeading(t, 'ru', ago(24 * 60), now)).toBe('Вчера, 21 ноября');
    expect(format.dayHeading(t, 'ru', ago(3 * 24 * 60), now)).toBe('Четверг, 19 ноября');
    expect(plain(format.dayHeading(t, 'ru', ago(400 * 24 * 60), now))).toMatch(/18 октября 2025/);
  });

  it('gives the cause, also for a code it has never heard of', () => {
    expect(format.cause(t, new Unreachable())).toBe('сервер не отвечает');
    expect(format.cause(t, new Problem(422, 'address-unreachable', null))).toBe('адрес недоступен');
    expect(format.cause(t, new Problem(422, 'brand-new', null))).toBe('отказ brand-new');
    expect(format.cause(t, new Problem(500, 'unknown', null))).toBe('ошибка сервера');
  });
});

describe('in English', () => {
  beforeEach(() => i18n.changeLanguage('en'));
  const t = i18n.t.bind(i18n);

  it('counts one and many', () => {
    expect([1, 2].map(count => t('list.fresh', { count }))).toEqual(['1 new conversation, show', '2 new conversations, show']);
  });

  it('keeps 24 hours', () => {
    expect(format.clock('en', new Date(2026, 10, 22, 14, 5).toISOString())).toBe('14:05');
  });

  it('tells times of a list by how near they are', () => {
    expect(format.listTime('en', ago(60), now)).toBe('13:30');
    expect(format.listTime('en', ago(2 * 24 * 60), now)).toBe('Fri');
    expect(format.listTime('en', ago(20 * 24 * 60), now)).toBe('2 Nov');
  });

  it('shows a word of the server that it does not know as it is', () => {
    expect(format.word(t, 'skill', 'refunds')).toBe('refunds');
    expect(format.word(t, 'skill', 'glass-blowing')).toBe('glass-blowing');
  });
});
