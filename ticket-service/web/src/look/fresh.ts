const RELOADED = 'onethread.reloaded';
const AGAIN_AFTER = 60_000;

/**
 * A page that was open while a newer version was installed asks for files that are gone. It is loaded anew, but not
 * over and over where the server itself is away.
 */
export function freshPages(reload: () => void = () => location.reload()): void {
  window.addEventListener('vite:preloadError', event => {
    const last = Number(sessionStorage.getItem(RELOADED) ?? 0);
    if (Date.now() - last < AGAIN_AFTER) return;
    sessionStorage.setItem(RELOADED, String(Date.now()));
    event.preventDefault();
    reload();
  });
}
