const KEY = 'reloaded-for-new-version-at';
/** A second failure this soon is no new version but a fault: reloading for ever would hide it. */
const ONCE_WITHIN_MS = 60_000;

/** After a release the page's old files are gone from Hosting: one reload brings the new ones. */
export function reloadOnNewVersion(window: Window): void {
  window.addEventListener('vite:preloadError', () => {
    const last = Number(window.sessionStorage.getItem(KEY) ?? 0);
    if (Date.now() - last < ONCE_WITHIN_MS) return;
    window.sessionStorage.setItem(KEY, String(Date.now()));
    window.location.reload();
  });
}
