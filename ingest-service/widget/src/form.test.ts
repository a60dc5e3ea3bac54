// @vitest-environment jsdom
import { expect, test, vi } from 'vitest';
import { whom } from './api';
import { Form, type FormContext } from './form';
import type { Door } from './frames';
import { mailFault, moment, words } from './words';

const DOOR: Door = { ask: { mail: 'required', name: 'optional' }, topics: [{ id: 'order', ru: 'Заказ', en: 'Order' }], closed: 'form', signIn: false, largest: null };

function form(more: Partial<FormContext> = {}) {
  const send = vi.fn<FormContext['send']>();
  const made = new Form({ word: words('ru'), language: 'ru', door: DOOR, typed: {}, closed: null, signedIn: false, page: null, draft: '', send, drafted: () => undefined, ...more });
  document.body.replaceChildren(made.element);
  const fill = (id: string, value: string) => ((made.element.querySelector(`#f-${id}`) as HTMLInputElement).value = value);
  const submit = () => made.element.dispatchEvent(new Event('submit', { cancelable: true }));
  const fault = (id: string) => {
    const shown = made.element.querySelector<HTMLElement>(`#f-${id}-fault`);
    return shown === null || shown.hidden ? null : shown.textContent;
  };
  return { ...made, element: made.element, send, fill, submit, fault };
}

test('what the door asks for is asked, and each fault stands by its field, which gets the focus', () => {
  const one = form();
  one.submit();
  expect(one.send).not.toHaveBeenCalled();
  expect(one.fault('q')).toBe('Напишите вопрос');
  expect(one.fault('mail')).toBe('Без этого не ответить');
  expect(one.fault('name')).toBeNull();
  expect(document.activeElement?.id).toBe('f-q');
  one.fill('q', 'Где заказ?');
  one.fill('mail', 'anna@pochta');
  one.submit();
  expect(one.fault('q')).toBeNull();
  expect(one.fault('mail')).toBe('Похоже, не хватает окончания: .ru, .com');
  expect(one.element.querySelector('#f-mail')?.getAttribute('aria-describedby')).toBe('f-mail-fault');
  one.fill('mail', ' anna@pochta.example ');
  (one.element.querySelector('.pick button') as HTMLButtonElement).click();
  one.submit();
  expect(one.send).toHaveBeenCalledWith({ text: 'Где заказ?', typed: { mail: 'anna@pochta.example' }, topic: 'order', page: null });
});

test('while the desk is closed one way to answer is enough, whichever', () => {
  const one = form({ closed: { headline: 'Ответим завтра с 9:00' } });
  expect(one.element.textContent).toContain('Ответим завтра с 9:00');
  one.fill('q', 'Где заказ?');
  one.submit();
  expect(one.fault('mail')).toBe('Оставьте почту или Telegram');
  one.fill('telegram', '@anna');
  one.submit();
  expect(one.send).toHaveBeenCalledWith({ text: 'Где заказ?', typed: { telegram: '@anna' }, topic: null, page: null });
});

test('whom the page has named is not asked who they are', () => {
  const one = form({ signedIn: true });
  expect(one.element.querySelector('#f-mail')).toBeNull();
  one.fill('q', 'Где заказ?');
  one.submit();
  expect(one.send).toHaveBeenCalled();
});

test('the page is told of only where the visitor ticked it', () => {
  const one = form({ page: false, door: { ...DOOR, ask: {}, topics: [] } });
  one.fill('q', 'Где заказ?');
  one.submit();
  expect(one.send.mock.lastCall?.[0].page).toBe(false);
  (one.element.querySelector('#f-page') as HTMLInputElement).click();
  one.submit();
  expect(one.send.mock.lastCall?.[0].page).toBe(true);
});

test('a moment is said as people say it', () => {
  const now = new Date(2026, 10, 24, 20, 0);
  expect(moment(words('ru'), new Date(2026, 10, 24, 21, 0), now, 'ru')).toBe('в 21:00');
  expect(moment(words('ru'), new Date(2026, 10, 25, 9, 0), now, 'ru')).toBe('завтра с 9:00');
  expect(moment(words('ru'), new Date(2026, 10, 30, 9, 0), now, 'ru')).toContain('30 ноября');
  expect(moment(words('en'), new Date(2026, 10, 25, 9, 0), now, 'en')).toMatch(/^tomorrow from 9:00\sAM$/);
});

test('a mail address is doubted for what is surely wrong only', () => {
  const word = words('en');
  expect(mailFault(word, 'anna')).toBe(word['fault.mail']);
  expect(mailFault(word, '@x.example')).toBe(word['fault.mail']);
  expect(mailFault(word, 'anna@x')).toBe(word['fault.mail-end']);
  expect(mailFault(word, 'анна@почта.рф')).toBeNull();
});

test('a word names its person without being believed', () => {
  const part = btoa(unescape(encodeURIComponent('{"sub":"Анна-42"}'))).replace(/=+$/, '');
  expect(whom({ token: `x.${part}.y` })).toBe('Анна-42');
  expect(whom({ externalId: '42', hmac: '00' })).toBe('42');
  for (const token of ['', 'a', 'a.b.c', `x.${btoa('{"sub":5}')}.y`]) expect(whom({ token })).toBeNull();
});
