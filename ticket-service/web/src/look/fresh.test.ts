import { beforeEach, expect, it, vi } from 'vitest';
import { freshPages } from './fresh.ts';

beforeEach(() => sessionStorage.clear());

it('loads the page anew once when a file is gone, and not over and over', () => {
  const reload = vi.fn();
  freshPages(reload);
  const first = new Event('vite:preloadError', { cancelable: true });
  window.dispatchEvent(first);
  window.dispatchEvent(new Event('vite:preloadError', { cancelable: true }));
  expect(reload).toHaveBeenCalledTimes(1);
  expect(first.defaultPrevented).toBe(true);
});
