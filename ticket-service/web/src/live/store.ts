import { useSyncExternalStore } from 'react';

/** A value that several views look at and something outside React changes. */
export class Store<T> {
  private readonly listeners = new Set<() => void>();

  constructor(private value: T) {}

  readonly get = (): T => this.value;

  readonly set = (value: T): void => {
    if (Object.is(value, this.value)) return;
    this.value = value;
    this.listeners.forEach(listener => listener());
  };

  readonly update = (change: (value: T) => T): void => this.set(change(this.value));

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}

export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}

/** A store kept in this browser's storage and shared by its tabs. Unreadable content counts as none. */
export function keptStore<T>(key: string, nothing: T): Store<T> {
  const store = new Store<T>(read(key, nothing));
  store.subscribe(() => write(key, store.get()));
  if (typeof window !== 'undefined') {
    window.addEventListener('storage', event => {
      if (event.key === key) store.set(read(key, nothing));
    });
  }
  return store;
}

function read<T>(key: string, nothing: T): T {
  try {
    const text = localStorage.getItem(key);
    return text === null ? nothing : (JSON.parse(text) as T);
  } catch {
    return nothing;
  }
}

function write(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // The storage is full or forbidden: the value lives on in this tab.
  }
}
