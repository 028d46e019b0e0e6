import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Failure } from '@proving-ground/shared';
import { expect, onTestFinished, test } from 'vitest';
import { aWatchedPair } from '../testing/a-watched-pair.ts';
import { SOME_FAILURE } from '../testing/finished.ts';
import { createMemoryHealthStore } from '../testing/memory-health-store.ts';
import { checkHealth } from './check-health.ts';

/** An agent that answers with a status, and keeps what it was asked. */
async function anAgent() {
  const agent = { status: 200, asked: [] as (string | undefined)[], url: '' };
  const server = createServer((request, response) => {
    agent.asked.push(`${request.url} ${request.headers.authorization}`);
    response.writeHead(agent.status).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  agent.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return agent;
}

const START_MS = Date.parse('2026-03-01T12:00:00.000Z');

function watch(agentUrl: string) {
  const store = createMemoryHealthStore();
  const look = (minute: number, part: Partial<Parameters<typeof checkHealth>[0]> = {}) =>
    checkHealth({
      pairs: [aWatchedPair({ agentUrl })],
      openIncidents: [],
      instanceCounts: null,
      store,
      authorize: async () => 'Bearer token',
      now: new Date(START_MS + minute * 60_000),
      ...part,
    });
  return { store, look, state: () => store.days.at(-1)?.changes.at(-1)?.state };
}

test('an agent is asked for its health with a token; well, it is left alone for a quarter of an hour', async () => {
  const agent = await anAgent();
  const { look, state } = watch(agent.url);
  expect(await look(0)).toEqual([]);
  expect([agent.asked, state()]).toEqual([['/health Bearer token'], 'up']);
  await look(5);
  expect(agent.asked).toHaveLength(1);
});

test('one that fails twice is down, and is told of; when it answers again, that is told too', async () => {
  const agent = await anAgent();
  const { look, state, store } = watch(agent.url);
  await look(0);
  agent.status = 503;
  expect(await look(15)).toEqual([]);
  const down = await look(16);
  expect(down).toMatchObject([{ turn: { kind: 'health-down', detail: 'It answers with status 503.' } }]);
  // The very same turn, which is told once: the first to see it may not have lived to tell of it.
  expect(await look(17)).toEqual(down);
  agent.status = 200;
  const back = await look(18);
  expect(back).toMatchObject([{ turn: { kind: 'health-up' } }]);
  expect(state()).toBe('up');
  expect(await look(20)).toEqual(back);
  expect(await look(60)).toEqual([]);
  expect(store.entries).toMatchObject([
    { area: 'alert', status: 'down', detail: 'It answers with status 503.' },
    { area: 'alert', status: 'up', detail: 'It answers.' },
  ]);
});

test('one that cannot be reached is down with a reason', async () => {
  const { look } = watch('http://127.0.0.1:1');
  await look(0);
  expect(await look(1)).toMatchObject([
    { turn: { kind: 'health-down', detail: expect.stringContaining('It cannot be reached') } },
  ]);
});

test('without a token nothing is said against the agent: it is unknown', async () => {
  const agent = await anAgent();
  const { look, state } = watch(agent.url);
  await look(0, { authorize: () => Promise.reject(new Failure(SOME_FAILURE)) });
  expect([agent.asked, state()]).toEqual([[], 'unknown']);
});

test('one that sleeps is not woken', async () => {
  const agent = await anAgent();
  const { look, state } = watch(agent.url);
  await look(0);
  await look(15, { instanceCounts: new Map() });
  expect([agent.asked.length, state()]).toEqual([1, 'asleep']);
});

test('an open alert on the pair is degraded, one on another is not', async () => {
  const agent = await anAgent();
  const { look, state } = watch(agent.url);
  const incident = {
    id: '1',
    kind: 'latency',
    region: 'europe-west1',
    service: 'zoo-agent',
    deploymentId: 'd1',
    title: 'slow',
    state: 'open',
    openedAt: '2026-03-01T11:00:00.000Z',
    closedAt: null,
  } as const;
  await look(0, { openIncidents: [{ ...incident, service: 'another' }] });
  expect(state()).toBe('up');
  await look(1, { openIncidents: [incident] });
  expect(state()).toBe('degraded');
});
