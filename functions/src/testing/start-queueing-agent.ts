import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { onTestFinished } from 'vitest';

const ANSWER = JSON.stringify([
  { content: { role: 'model', parts: [{ text: 'Red pandas eat bamboo.' }] }, partial: false, finishReason: 'STOP' },
]);

/**
 * An agent on loopback that answers so many questions at once, each in the same time; the others wait in line. When an
 * answer is due is calculated, so that a busy machine makes one late and not the whole line longer.
 */
export async function startQueueingAgent(capacity: {
  readonly slots: number;
  readonly answerMs: number;
}): Promise<string> {
  const freeAtMs = Array.from({ length: capacity.slots }, () => 0);
  const answer = (response: ServerResponse) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(ANSWER);
  const server = createServer((request, response) => {
    request.resume();
    if (request.url !== '/run') return void answer(response);
    const nowMs = performance.now();
    const slot = freeAtMs.indexOf(Math.min(...freeAtMs));
    const dueAtMs = Math.max(nowMs, freeAtMs[slot] ?? 0) + capacity.answerMs;
    freeAtMs[slot] = dueAtMs;
    setTimeout(() => answer(response), dueAtMs - nowMs);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
