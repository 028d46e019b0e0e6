import { setTimeout as delay } from 'node:timers/promises';
import type { ManagedProcess } from '../processes/processes.ts';

const POLL_MS = 100;
const PROBE_TIMEOUT_MS = 5_000;

interface HttpWait {
  /** Asked for anew before each try when it is only known later; null: not yet. */
  readonly url: string | (() => string | null);
  readonly child: ManagedProcess;
  readonly timeoutMs: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether a successful answer says "ready"; left out, every one does. */
  readonly accept?: (response: Response) => Promise<boolean>;
}

/**
 * Resolves, to the URL, when a starting process gives the answer that says it is ready.
 * @throws Error when the process ends before, or the time is up.
 */
export async function waitForHttp(options: HttpWait): Promise<string> {
  const stop = new AbortController();
  const ended = options.child.exited.then(({ code, signal }) => {
    throw new Error(`${options.child.name} ended with ${signal ?? `code ${String(code)}`} before it answered.`);
  });
  const answered = poll(options, stop.signal);
  // Whichever of the two loses is of no interest any more.
  for (const loser of [ended, answered]) loser.catch(() => undefined);
  try {
    return await Promise.race([ended, answered]);
  } finally {
    stop.abort();
  }
}

async function poll(options: HttpWait, stop: AbortSignal): Promise<string> {
  const { child, timeoutMs } = options;
  const deadline = Date.now() + timeoutMs;
  let url: string | null = null;
  while (Date.now() < deadline) {
    url = typeof options.url === 'string' ? options.url : options.url();
    if (url !== null && (await isReady(url, options, stop))) return url;
    await delay(POLL_MS, undefined, { signal: stop });
  }
  throw new Error(`${child.name} did not answer on ${url ?? 'any port'} within ${timeoutMs / 1000} s.`);
}

async function isReady(url: string, { headers, accept }: HttpWait, stop: AbortSignal): Promise<boolean> {
  try {
    const signal = AbortSignal.any([stop, AbortSignal.timeout(PROBE_TIMEOUT_MS)]);
    const response = await fetch(url, { signal, headers: { ...headers } });
    const ready = response.ok && (!accept || (await accept(response)));
    if (!response.bodyUsed) await response.body?.cancel();
    return ready;
  } catch {
    // Nobody listens yet.
    return false;
  }
}
