import { setTimeout as delay } from 'node:timers/promises';
import type { ManagedProcess } from '../processes/processes.ts';

const POLL_MS = 100;
const PROBE_TIMEOUT_MS = 5_000;

interface HttpWait {
  readonly url: string;
  readonly child: ManagedProcess;
  readonly timeoutMs: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether a successful answer says "ready"; left out, every one does. */
  readonly accept?: (response: Response) => Promise<boolean>;
}

/**
 * Resolves when a starting process gives the answer that says it is ready.
 * @throws Error when the process ends before, or the time is up.
 */
export async function waitForHttp(options: HttpWait): Promise<void> {
  const stop = new AbortController();
  const ended = options.child.exited.then(({ code, signal }) => {
    throw new Error(`${options.child.name} ended with ${signal ?? `code ${String(code)}`} before it answered.`);
  });
  const answered = poll(options, stop.signal);
  // Whichever of the two loses is of no interest any more.
  for (const loser of [ended, answered]) loser.catch(() => undefined);
  try {
    await Promise.race([ended, answered]);
  } finally {
    stop.abort();
  }
}

async function poll({ url, child, timeoutMs, headers, accept }: HttpWait, stop: AbortSignal): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    try {
      const signal = AbortSignal.any([stop, AbortSignal.timeout(PROBE_TIMEOUT_MS)]);
      const response = await fetch(url, { signal, headers: { ...headers } });
      const ready = response.ok && (!accept || (await accept(response)));
      if (!response.bodyUsed) await response.body?.cancel();
      if (ready) return;
    } catch {
      // Nobody listens yet.
    }
    await delay(POLL_MS, undefined, { signal: stop });
  }
  throw new Error(`${child.name} did not answer on ${url} within ${timeoutMs / 1000} s.`);
}
