import { useEffect, useState } from 'preact/hooks';
import { OfflineIcon } from '../ui/icons.tsx';

/** Says that what is shown may be old, while the browser has no network. */
export function OfflineBanner() {
  const [offline, setOffline] = useState(!navigator.onLine);
  useEffect(() => {
    const look = () => setOffline(!navigator.onLine);
    addEventListener('online', look);
    addEventListener('offline', look);
    return () => {
      removeEventListener('online', look);
      removeEventListener('offline', look);
    };
  }, []);
  return (
    <div role="status">
      {offline && (
        <p class="offline">
          <OfflineIcon />
          You are offline: what you see may be old, and nothing can be sent.
        </p>
      )}
    </div>
  );
}
