import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Watchdog {
  guard(pid: number): void;
  release(pid: number): void;
  stop(): Promise<void>;
}

/** Starts the process that kills every guarded group when this one disappears. */
export async function startWatchdog(): Promise<Watchdog> {
  const child = fork(fileURLToPath(new URL('./watchdog.ts', import.meta.url)), { detached: true, stdio: 'ignore' });
  await once(child, 'message');
  // Alive for as long as it is needed, but no reason for this process to stay.
  child.unref();
  child.channel?.unref();
  const send = (kind: 'guard' | 'release', pid: number) => {
    if (child.connected) child.send({ kind, pid });
  };
  return {
    guard: (pid) => send('guard', pid),
    release: (pid) => send('release', pid),
    stop: async () => {
      if (!child.connected) return;
      const gone = once(child, 'exit');
      child.ref();
      child.disconnect();
      await gone;
    },
  };
}
