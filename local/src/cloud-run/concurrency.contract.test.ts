import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from './testing/start-test-cloud.ts';
import { zooService } from './testing/zoo-service.ts';

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startTestCloud();
});
afterEach(() => cloud[Symbol.asyncDispose]());
const { deploy, logLines } = zooService(() => cloud);

/** Keeps a request open; the returned function ends it. */
async function occupy(url: string): Promise<() => void> {
  const sending = httpRequest(`${url}/hang`, { agent: false });
  sending.end();
  const [response] = await once(sending, 'response');
  response.on('error', () => undefined).resume();
  return () => sending.destroy();
}

describe('concurrency', () => {
  test('is never exceeded, and no more instances start than allowed', async () => {
    const url = await deploy({ maxInstanceRequestConcurrency: 2, scaling: { maxInstanceCount: 2 } });
    const load = async () =>
      (await (await fetch(`${url}/slow`)).json()) as { readonly pid: number; readonly active: number };
    const answers = await Promise.all(Array.from({ length: 24 }, load));
    expect(Math.max(...answers.map(({ active }) => active))).toBe(2);
    expect(new Set(answers.map(({ pid }) => pid)).size).toBe(2);
  });

  test('a request that waits too long is refused with 429', async () => {
    const url = await deploy({ maxInstanceRequestConcurrency: 1, scaling: { maxInstanceCount: 1 } });
    const free = await occupy(url);
    const beganAtMs = performance.now();
    const refused = await fetch(url);
    expect([refused.status, await refused.text()]).toEqual([429, 'Rate exceeded.']);
    expect(performance.now() - beganAtMs).toBeGreaterThan(9_500);
    expect(await logLines()).toContain('The request was aborted because there was no available instance.');
    free();
    expect((await fetch(url)).status).toBe(200);
  });

  test('who goes while waiting leaves the queue', async () => {
    const url = await deploy({ maxInstanceRequestConcurrency: 1, scaling: { maxInstanceCount: 1 } });
    const free = await occupy(url);
    const waiting = new AbortController();
    const refused = fetch(`${url}/hang`, { signal: waiting.signal });
    waiting.abort();
    await expect(refused).rejects.toThrow('aborted');
    free();
    expect((await fetch(url)).status).toBe(200);
  });
});
