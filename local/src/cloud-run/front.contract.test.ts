import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type Front, startFront } from './front.ts';

const fronts: Front[] = [];
const problems: string[] = [];
afterEach(async () => {
  for (const front of fronts.splice(0)) await front[Symbol.asyncDispose]();
  problems.length = 0;
});

async function open(
  port = 0,
  handle: Parameters<typeof startFront>[0]['handle'] = async (_request, response) => void response.end(),
) {
  const front = await startFront({
    port,
    name: 'the service zoo',
    report: (problem) => problems.push(problem),
    handle,
  });
  fronts.push(front);
  return front;
}

test('new URLs have ports that no outgoing connection gets, each another', async () => {
  const ports = (await Promise.all(Array.from({ length: 20 }, () => open()))).map(({ port }) => port);
  expect(new Set(ports).size).toBe(20);
  expect(Math.min(...ports)).toBeGreaterThanOrEqual(20_000);
  expect(Math.max(...ports)).toBeLessThan(30_000);
});

test('a URL comes back at its port, or says who cannot have it', async () => {
  const { port } = await open();
  await fronts.pop()?.[Symbol.asyncDispose]();
  expect((await open(port)).port).toBe(port);

  const thief = createServer().listen(0, '127.0.0.1');
  await once(thief, 'listening');
  const address = thief.address();
  const taken = typeof address === 'object' && address !== null ? address.port : 0;
  await expect(open(taken)).rejects.toThrow(`Port ${taken} of the service zoo is taken by another program.`);
  thief.close();
  await once(thief, 'close');
});

test('a handler that throws ends its request and is reported; the next is served', async () => {
  let calls = 0;
  const { port } = await open(0, async (_request, response) => {
    calls += 1;
    if (calls === 1) throw new Error('EIO');
    response.end('fine');
  });
  await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow('fetch failed');
  expect(problems).toEqual(['the service zoo: Error: EIO']);
  expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('fine');
});
