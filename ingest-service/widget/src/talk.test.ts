// @vitest-environment jsdom
import { beforeAll, expect, test, vi } from 'vitest';
import type { Entry } from './frames';
import { linked } from './links';
import { fileAddress, Talk } from './talk';
import { size, words } from './words';

const NASTY = '<img src=x onerror=alert(1)> javascript:alert(1) https://shop.example/a?b=1. "https://x.example"';

beforeAll(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
});

function entry(seq: number, more: Partial<Entry> = {}): Entry {
  return { seq, id: `id-${seq}`, from: 'agent', text: `текст ${seq}`, agentName: 'Дарья', at: '2026-11-22T10:00:00Z', attachments: [], ...more };
}

function talk(): Talk {
  const actions = { edit: vi.fn(), remove: vi.fn(), fileAddress: (url: string) => fileAddress(url, 'https://shop.example/chat/', 's') };
  return new Talk(words('ru'), 'ru', actions, () => undefined);
}

test('what people write never becomes markup', () => {
  const shown = talk();
  shown.show([entry(1, { text: NASTY, agentName: '<b>Дарья</b>' })], [], null);
  expect(shown.element.querySelector('img, .m b, .meta b')).toBeNull();
  expect(shown.element.querySelector('.m')?.textContent).toContain(NASTY);
});

test('only web addresses are links, without the full stop behind them', () => {
  const links = linked(NASTY).filter((node) => node instanceof HTMLAnchorElement);
  expect(links.map((link) => link.href)).toEqual(['https://shop.example/a?b=1', 'https://x.example/']);
  expect(links.every((link) => link.rel.includes('noopener'))).toBe(true);
});

test('a file opens with our secret at our own address only', () => {
  const base = 'https://shop.example/chat/';
  expect(fileAddress('/chat/files/v/1/0', base, 'top')).toBe('https://shop.example/chat/files/v/1/0?secret=top');
  expect(fileAddress('https://elsewhere.example/f', base, 'top')).toBe('https://elsewhere.example/f');
  expect(fileAddress('javascript:alert(1)', base, 'top')).toBeNull();
});

test('a line that did not change keeps its place on the page', () => {
  const shown = talk();
  shown.show([entry(1), entry(3)], [], null);
  const kept = shown.element.querySelector('[data-key="text id-3"]');
  shown.show([entry(1), entry(2), entry(3)], [], 'Дарья');
  expect(shown.element.querySelector('[data-key="text id-3"]')).toBe(kept);
  const said = [...shown.element.querySelectorAll('.m.a')].map((one) => one.textContent);
  expect(said.slice(0, 3)).toEqual([1, 2, 3].map((n) => `Дарья: текст ${n}`));
});

test('a message passes from waiting to accepted without being there twice', () => {
  const shown = talk();
  const waiting = { id: 'mine', text: 'привет', attachments: [], at: '2026-11-22T10:01:00Z', refused: null };
  shown.show([], [waiting], null);
  expect(shown.element.querySelector('[data-state="waiting"]')).not.toBeNull();
  shown.show([entry(1, { id: 'mine', from: 'customer', text: 'привет' })], [], null);
  expect(shown.element.querySelectorAll('.m')).toHaveLength(1);
  expect(shown.element.querySelector('[data-state="accepted"]')).not.toBeNull();
});

test('sizes and counts are said in the language of the page', () => {
  expect(size(words('ru'), 61_900, 'ru')).toBe('60\u00a0КБ');
  expect(size(words('en'), 3_300_000, 'en')).toBe('3.1\u00a0MB');
  expect([1, 2, 5, 21].map((n) => words('ru').replies(n))).toEqual([
    '1 новый ответ', '2 новых ответа', '5 новых ответов', '21 новый ответ',
  ]);
});
