import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface ServedCounts {
  /** Answers of `/run`. */
  readonly runs: number;
  /** Events of `/run_sse`. */
  readonly events: number;
}

export interface LoadServerProcess extends AsyncDisposable {
  readonly url: string;
  /** What has been served since the start. */
  counts(): Promise<ServedCounts>;
}

/** Starts `load-server.ts` and resolves when it listens. */
export async function startLoadServer(): Promise<LoadServerProcess> {
  const child = fork(fileURLToPath(new URL('load-server.ts', import.meta.url)));
  const [{ port }] = (await once(child, 'message')) as [{ readonly port: number }];
  return {
    url: `http://127.0.0.1:${port}`,
    counts: async () => {
      child.send('counts');
      const [counts] = (await once(child, 'message')) as [ServedCounts];
      return counts;
    },
    [Symbol.asyncDispose]: async () => {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}
