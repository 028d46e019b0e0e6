import { type LoadSpecInput, loadSpec } from '@proving-ground/shared';
import { expect, test } from 'vitest';
import type { HttpCall, HttpOutcome, HttpTransport } from '../http/http-transport.ts';
import { planShards } from '../plan/plan-shards.ts';
import { summarise } from '../results/summarise.ts';
import { VirtualClock } from '../testing/virtual-clock.ts';
import { createShardRun } from './create-shard-run.ts';

/** A target on the virtual clock: every answer takes what `latencyMs` says for that moment. */
function targetOn(clock: VirtualClock, latencyMs: (nowMs: number) => number) {
  const calls: { readonly atMs: number; readonly path: string }[] = [];
  const open = new Set<(outcome: HttpOutcome) => void>();
  const transport: HttpTransport = {
    start: () => Promise.resolve(),
    send: ({ path }: HttpCall) => {
      calls.push({ atMs: clock.nowMs(), path });
      return new Promise((resolve) => {
        open.add(resolve);
        clock.schedule(clock.nowMs() + latencyMs(clock.nowMs()), () => {
          open.delete(resolve);
          resolve({ kind: 'answered', status: 200, body: '[]', receivedBytes: 2 });
        });
      });
    },
    destroy: () => {
      for (const resolve of open) resolve({ kind: 'interrupted' });
      open.clear();
    },
  };
  return { transport, calls };
}

async function runOf(input: LoadSpecInput, latencyMs: (nowMs: number) => number = () => 10) {
  const spec = loadSpec.parse(input);
  const clock = new VirtualClock(0);
  const { transport, calls } = targetOn(clock, latencyMs);
  const [plan] = planShards({ spec, startAtMs: 1_000, shardCount: 1 });
  if (!plan) throw new Error('There is one.');
  const run = createShardRun({ plan, spec, targetUrl: 'http://127.0.0.1:1', clock, transport });
  const untilMs = (ms: number) => clock.advanceTo(ms);
  const end = async () => {
    await untilMs(1_000 + (spec.durationSeconds + spec.drainSeconds + 1) * 1_000);
    return summarise({ state: await run.done, spec });
  };
  return { run, calls, clock, untilMs, end };
}

const HEALTH_ONLY = { scenario: 'health-only' } as const;

test('nothing is sent before the common start, and nothing new after the end', async () => {
  const { calls, untilMs, end } = await runOf({ ...HEALTH_ONLY, durationSeconds: 10 });
  await untilMs(999);
  expect(calls).toEqual([]);
  await end();
  expect(Math.min(...calls.map(({ atMs }) => atMs))).toBeGreaterThanOrEqual(1_000);
  expect(Math.max(...calls.map(({ atMs }) => atMs))).toBeLessThan(11_000);
});

test('each user opens a session first, then thinks for 1 to 3 s between tasks', async () => {
  const load = { model: 'closed', users: 1, spawnRatePerSecond: 1_000 } as const;
  const { calls, end } = await runOf({ load, durationSeconds: 120 });
  const { total } = await end();
  expect(calls[0]?.path).toMatch(/^\/apps\/production_agent\/users\/.+\/sessions\/.+$/);
  const gaps = calls.slice(2).map(({ atMs }, index) => atMs - (calls[index + 1]?.atMs ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_010);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(3_010);
  expect(total.requests).toBe(calls.length);
});

/** How many questions were asked in each session, in the order of their opening. */
function turnsOf(calls: readonly { readonly path: string }[]): readonly number[] {
  const turns: number[] = [];
  for (const { path } of calls) {
    if (path.includes('/sessions/')) turns.push(0);
    else if (path === '/run') turns[turns.length - 1] = (turns.at(-1) ?? 0) + 1;
  }
  return turns;
}

const asks = { name: 'asks', tasks: [{ kind: 'ask' as const, prompts: [{ text: 'Hi?' }] }] };

test('each arrival of the open model is another visitor, unless a session has several turns', async () => {
  const load = { model: 'open', requestsPerSecond: 2, arrivals: 'constant' } as const;
  const newcomers = await runOf({ scenario: asks, load, durationSeconds: 10 });
  const { total, answers } = await newcomers.end();
  expect(turnsOf(newcomers.calls)).toEqual(Array.from({ length: 20 }, () => 1));
  expect([answers?.requests, total.requests]).toEqual([20, 40]);
  const talks = await runOf({ scenario: { ...asks, turnsPerSession: 3 }, load, durationSeconds: 10 });
  await talks.end();
  expect(turnsOf(talks.calls)).toEqual([3, 3, 3, 3, 3, 3, 2]);
});

test('a user of the closed model keeps its session, unless the scenario ends it', async () => {
  const load = { model: 'closed', users: 1, spawnRatePerSecond: 1_000 } as const;
  const thinkTime = { kind: 'pacing', intervalSeconds: 1 } as const;
  const loyal = await runOf({ scenario: { ...asks, thinkTime }, load, durationSeconds: 10 });
  await loyal.end();
  expect(turnsOf(loyal.calls)).toEqual([10]);
  const fickle = await runOf({ scenario: { ...asks, thinkTime, turnsPerSession: 4 }, load, durationSeconds: 10 });
  await fickle.end();
  expect(turnsOf(fickle.calls)).toEqual([4, 4, 2]);
});

test('no session is opened for what asks nothing', async () => {
  const load = { model: 'open', requestsPerSecond: 5, arrivals: 'constant', maxInFlight: 1 } as const;
  const { calls, end } = await runOf({ scenario: 'codelab', load, durationSeconds: 60 });
  await end();
  const count = (part: string) => calls.filter(({ path }) => path.includes(part)).length;
  // One more where the first visitor came for the health of the agent.
  expect(count('/sessions/') - count('/run')).toBeLessThanOrEqual(1);
  expect(count('/health')).toBeGreaterThan(0);
});

test('Stop cuts off what is open and counts it as interrupted', async () => {
  const load = { model: 'closed', users: 5, spawnRatePerSecond: 1_000 } as const;
  const { run, untilMs, calls } = await runOf({ ...HEALTH_ONLY, load, durationSeconds: 60 }, () => 30_000);
  await untilMs(2_000);
  run.stop();
  const state = await run.done;
  expect(state.shards[0]?.status).toBe('stopped');
  expect(state.interrupted).toBe(calls.length);
});

test('while the target stalls, the open model counts from when requests were meant to be sent, and drops the rest', async () => {
  const load = { model: 'open', requestsPerSecond: 10, arrivals: 'constant', maxInFlight: 5 } as const;
  // From 5 s to 10 s nothing is answered.
  const stall = (nowMs: number) => (nowMs >= 6_000 && nowMs < 11_000 ? 11_000 - nowMs + 10 : 10);
  const { end } = await runOf({ ...HEALTH_ONLY, load, durationSeconds: 20 }, stall);
  const { dropped, total, windows } = await end();
  expect(dropped).toBeGreaterThan(40);
  expect(total.requests + dropped).toBe(200);
  expect(total.latencyMs?.max).toBeGreaterThan(4_000);
  expect(windows.reduce((sum, window) => sum + window.dropped, 0)).toBe(dropped);
});
