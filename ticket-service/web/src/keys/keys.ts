import { useEffect, useRef } from 'react';
import { singleKeys } from '../look/settings.ts';

/**
 * Keys are bound by where they sit (`event.code`), so that they work on a Russian layout. A chord is written as
 * "KeyJ", "Alt+Digit1", "Ctrl+Enter", "Ctrl+Shift+Enter" or, for two keys in a row, "KeyG KeyI". Ctrl also means ⌘.
 */
export type Bindings = Record<string, (event: KeyboardEvent) => void>;

const SEQUENCE = 1_200;
let before: { chord: string; at: number } | null = null;

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
  const pair = single && before !== null && now - before.at < SEQUENCE ? `${before.chord} ${chord}` : null;
  const known = pair !== null && bindings[pair] !== undefined ? pair : chord;
  const starts = single && Object.keys(bindings).some(key => key.startsWith(`${chord} `));
  before = starts && known === chord ? { chord, at: now } : null;
  const act = bindings[known];
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
