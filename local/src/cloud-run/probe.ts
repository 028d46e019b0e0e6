import { request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { probeTiming } from './probe-timing.ts';
import type { Probe } from './wire.ts';

/**
 * The probe's own period says when it gives up; between its attempts the twin looks more often, so that a container is
 * ready when it is and not up to a period later. Cloud Run's default TCP probe waits for the port just so.
 */
const LOOK_MS = 25;
const MAX_LOOK_MS = 250;

/**
 * Waits until the start-up probe succeeds.
 *
 * @returns true when it did, false when its time was up.
 * @throws the signal's reason when aborted.
 */
export async function awaitStartup(options: {
  readonly probe: Probe;
  /** The loopback port that stands for the container's. */
  readonly port: number;
  readonly signal: AbortSignal;
}): Promise<boolean> {
  const { probe, port, signal } = options;
  const timing = probeTiming(probe);
  const deadlineMs = performance.now() + timing.deadlineMs;
  await delay(timing.initialDelayMs, undefined, { signal });
  let lookMs = LOOK_MS;
  for (;;) {
    const leftMs = deadlineMs - performance.now();
    if (leftMs <= 0) return false;
    const attempt = AbortSignal.any([
      signal,
      AbortSignal.timeout(Math.ceil(Math.min(timing.attemptTimeoutMs, leftMs))),
    ]);
    if (await attemptOnce(probe, port, attempt)) return true;
    signal.throwIfAborted();
    await delay(Math.min(lookMs, Math.max(0, deadlineMs - performance.now())), undefined, { signal });
    lookMs = Math.min(lookMs * 2, MAX_LOOK_MS);
  }
}

async function attemptOnce(probe: Probe, port: number, signal: AbortSignal): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  if (probe.httpGet) {
    const headers = Object.fromEntries(
      (probe.httpGet.httpHeaders ?? []).map(({ name = '', value = '' }) => [name, value]),
    );
    const get = request({ host: '127.0.0.1', port, path: probe.httpGet.path || '/', headers, signal, agent: false });
    get.once('response', (response) => {
      response.resume();
      const { statusCode = 0 } = response;
      resolve(statusCode >= 200 && statusCode < 400);
    });
    get.once('error', () => resolve(false));
    get.end();
  } else {
    const socket = connect({ host: '127.0.0.1', port, signal });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  }
  return await promise;
}
