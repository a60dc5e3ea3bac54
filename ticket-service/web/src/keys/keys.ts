import { useEffect, useRef } from 'react';
import { singleKeys } from '../look/settings.ts';

/**
 * Keys are bound by where they sit (`event.code`), so that they work on a Russian layout. A chord is written as
 * "KeyJ", "Alt+Digit1", "Ctrl+Enter", "Ctrl+Shift+Enter" or, for two keys in a row, "KeyG KeyI". Ctrl also means ⌘.
 */
export type Bindings = Record<string, (event: KeyboardEvent) => void>;

const SEQUENCE = 1_200;
/** A first key of two, and the pairs it may begin: the second key belongs to them, whoever else knows it alone. */
let before: { chord: string; at: number; event: KeyboardEvent; pairs: string[] } | null = null;

export function chordOf(event: KeyboardEvent): string {
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push('Ctrl');
  if (event.altKey) parts.push('Alt');
  if (event.shiftKey) parts.push('Shift');
  return [...parts, event.code === 'NumpadEnter' ? 'Enter' : event.code].join('+');
}

export function inTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['button', 'checkbox', 'radio', 'submit', 'range'].includes(target.type);
}

/** Keys without Ctrl or Alt: they never act inside text fields, and can be switched off (WCAG 2.1.4). */
const isSingle = (chord: string) => !chord.startsWith('Ctrl') && !chord.startsWith('Alt') && chord !== 'Escape';

/** An open dialog or menu has the keyboard for itself. */
function overlaid(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"]') !== null;
}

export function dispatch(event: KeyboardEvent, bindings: Bindings, now: number): boolean {
  if (event.defaultPrevented || event.isComposing) return false;
  if (/^(Shift|Control|Alt|Meta)(Left|Right)$/.test(event.code)) return false;
  const chord = chordOf(event);
  const single = isSingle(chord);
  if (single && (inTextField(event.target) || !singleKeys.get())) return false;
  if (before !== null && before.event !== event) {
    const pair = `${before.chord} ${chord}`;
    if (single && now - before.at < SEQUENCE && before.pairs.includes(pair)) {
      const act = bindings[pair];
      if (act === undefined) return false;
      before = null;
      event.preventDefault();
      act(event);
      return true;
    }
    before = null;
  }
  const pairs = single ? Object.keys(bindings).filter(key => key.startsWith(`${chord} `)) : [];
  if (pairs.length > 0) before = { chord, at: now, event, pairs: [...(before?.pairs ?? []), ...pairs] };
  const act = bindings[chord];
  if (act === undefined) return false;
  event.preventDefault();
  act(event);
  return true;
}

export function forgetSequence(): void {
  before = null;
}

export function useKeys(bindings: Bindings, active = true): void {
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  useEffect(() => {
    if (!active) return undefined;
    const listen = (event: KeyboardEvent) => {
      if (!overlaid()) dispatch(event, latest.current, Date.now());
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [active]);
}
