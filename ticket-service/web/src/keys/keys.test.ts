import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { singleKeys } from '../look/settings.ts';
import { dispatch, forgetSequence } from './keys.ts';

function press(code: string, more: KeyboardEventInit = {}, target: EventTarget = document.body): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { code, cancelable: true, bubbles: true, ...more });
  Object.defineProperty(event, 'target', { value: target });
  return event;
}

describe('keys', () => {
  beforeEach(forgetSequence);
  afterEach(() => singleKeys.set(true));

  it('go by the place of the key, so that they work on a Russian layout', () => {
    const [next, reply, palette] = [vi.fn(), vi.fn(), vi.fn()];
    const bindings = { KeyJ: next, KeyR: reply, 'Ctrl+KeyK': palette };
    dispatch(press('KeyJ', { key: 'о' }), bindings, 0);
    dispatch(press('KeyR', { key: 'к' }), bindings, 0);
    dispatch(press('KeyK', { key: 'л', ctrlKey: true }), bindings, 0);
    expect([next, reply, palette].map(act => act.mock.calls.length)).toEqual([1, 1, 1]);
  });

  it('of one letter never act inside a text field, those with Ctrl and Alt do', () => {
    const [resolve, channel] = [vi.fn(), vi.fn()];
    const field = document.createElement('textarea');
    const bindings = { KeyE: resolve, 'Alt+Digit2': channel };
    const event = press('KeyE', {}, field);
    expect(dispatch(event, bindings, 0)).toBe(false);
    expect(event.defaultPrevented).toBe(false);
    dispatch(press('Digit2', { altKey: true }, field), bindings, 0);
    expect(resolve).not.toHaveBeenCalled();
    expect(channel).toHaveBeenCalledOnce();
  });

  it('of one letter can be switched off', () => {
    singleKeys.set(false);
    const [resolve, palette, escape] = [vi.fn(), vi.fn(), vi.fn()];
    const bindings = { KeyE: resolve, 'Ctrl+KeyK': palette, Escape: escape };
    dispatch(press('KeyE'), bindings, 0);
    dispatch(press('KeyK', { ctrlKey: true }), bindings, 0);
    dispatch(press('Escape'), bindings, 0);
    expect([resolve, palette, escape].map(act => act.mock.calls.length)).toEqual([0, 1, 1]);
  });

  it('may come in a row, within a second or so', () => {
    const [inbox, queue] = [vi.fn(), vi.fn()];
    const bindings = { 'KeyG KeyI': inbox, 'KeyG KeyQ': queue };
    dispatch(press('KeyG'), bindings, 0);
    dispatch(press('KeyQ'), bindings, 500);
    dispatch(press('KeyG'), bindings, 1_000);
    dispatch(press('KeyI'), bindings, 9_000);
    expect(queue).toHaveBeenCalledOnce();
    expect(inbox).not.toHaveBeenCalled();
  });

  it('in a row belong to whoever began, though others know the second alone', () => {
    const [take, all, board] = [vi.fn(), vi.fn(), vi.fn()];
    const listeners = [{ KeyA: take }, { 'KeyG KeyA': all }, { 'KeyG KeyB': board }];
    const hear = (event: KeyboardEvent, now: number) => listeners.forEach(bindings => dispatch(event, bindings, now));
    hear(press('KeyG'), 0);
    hear(press('KeyA'), 300);
    expect([take, all].map(act => act.mock.calls.length)).toEqual([0, 1]);
    hear(press('KeyG'), 1_000);
    hear(press('KeyB'), 1_300);
    expect(board).toHaveBeenCalledOnce();
    hear(press('KeyA'), 1_600);
    expect(take).toHaveBeenCalledOnce();
  });

  it('tell Shift apart', () => {
    const help = vi.fn();
    dispatch(press('Slash'), { 'Shift+Slash': help }, 0);
    dispatch(press('Slash', { shiftKey: true }), { 'Shift+Slash': help }, 0);
    expect(help).toHaveBeenCalledOnce();
  });
});
