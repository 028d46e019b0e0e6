import { type AgentSplit, LATENCY_PHASES, type LoadSpecInput, loadSpec, loadState } from '@proving-ground/shared';
import { expect, test } from 'vitest';
import type { HttpTransport } from '../http/http-transport.ts';
import { planShards } from '../plan/plan-shards.ts';
import { summarise } from '../results/summarise.ts';
import { frame, partialEvent, wholeEvent } from '../testing/agent-server.ts';
import { VirtualClock } from '../testing/virtual-clock.ts';
import { createShardRun } from './create-shard-run.ts';

const LATENCY_MS = 250;
const SPLIT: AgentSplit = {
  agent: 1_000,
  backendWait: 20_000,
  modelQueue: 5_000,
  modelLoad: 4_000,
  prompt: 30_000,
  generation: 150_000,
};

/** Five users asking for ten seconds; each answer takes the same time and says the same of itself. */
async function runOf(input: { readonly customMetadata: object; readonly stream?: boolean }) {
  const { customMetadata, stream = false } = input;
  const clock = new VirtualClock(0);
  const event = wholeEvent(undefined, customMetadata);
  const transport: HttpTransport = {
    start: () => Promise.resolve(),
    send: ({ onChunk }) =>
      new Promise((resolve) => {
        clock.schedule(clock.nowMs() + LATENCY_MS, () => {
          onChunk?.(Buffer.from(`${frame(partialEvent('Red '))}${frame(event)}`));
          resolve({ kind: 'answered', status: 200, body: JSON.stringify([event]), receivedBytes: 2 });
        });
      }),
    destroy: () => undefined,
  };
  const load: LoadSpecInput['load'] = { model: 'closed', users: 5, spawnRatePerSecond: 5 };
  const spec = loadSpec.parse({ scenario: stream ? 'streaming-chat' : 'codelab', load, durationSeconds: 10 });
  const [plan] = planShards({ spec, startAtMs: 1_000, shardCount: 1 });
  if (!plan) throw new Error('There is one.');
  const run = createShardRun({ plan, spec, targetUrl: 'http://127.0.0.1:1', clock, transport });
  await clock.advanceTo(1_000 + (spec.durationSeconds + spec.drainSeconds + 1) * 1_000);
  const state = await run.done;
  return { state, result: summarise({ state, spec }) };
}

test.each([false, true])(
  'the phases of every answer are taken down, and add up to the latency (stream: %s)',
  async (stream) => {
    const { state, result } = await runOf({ customMetadata: { splitUs: SPLIT, instanceAgeMs: 60_000 }, stream });
    expect(loadState.parse(state)).toEqual(state);
    const asks = state.tasks.filter(({ kind }) => kind === 'ask');
    for (const { latencyUs, split } of asks) {
      const sums = LATENCY_PHASES.map((phase) => split?.phasesUs[phase].sum ?? 0);
      expect(sums.reduce((sum, part) => sum + part, 0)).toBe(latencyUs.sum);
      expect(split?.phasesUs.way.sum).toBe(latencyUs.count * 40_000);
      expect(split?.phasesUs.generation.count).toBe(latencyUs.count);
    }
    const counted = state.windows.reduce((sum, { split }) => sum + (split?.answers ?? 0), 0);
    expect(counted).toBe(asks.reduce((sum, { latencyUs }) => sum + latencyUs.count, 0));
    expect(result.answers?.split).toMatchObject({
      phases: { way: { avgMs: 40 }, generation: { avgMs: 150 } },
      coldStarts: 0,
      coldStartShare: 0,
    });
    const told = result.windows.filter(({ phasesMs }) => phasesMs !== null);
    for (const { phasesMs } of told) expect(phasesMs).toMatchObject({ way: 40, backendWait: 20, prompt: 30 });
    expect(told.length).toBeGreaterThan(5);
  },
);

test('a start is an instance younger than the question, or a model that had to be loaded', async () => {
  const young = await runOf({ customMetadata: { splitUs: SPLIT, instanceAgeMs: 39 } });
  expect(young.result.answers?.split).toMatchObject({
    coldStarts: young.result.answers?.requests,
    // 40 of 250 ms: the way, on which it was waited for.
    coldStartShare: 0.16,
  });
  const loaded = {
    splitUs: { ...SPLIT, modelLoad: 100_000, generation: 54_000 },
    loadDurationMs: 900,
    instanceAgeMs: 40,
  };
  const cold = await runOf({ customMetadata: loaded });
  // 20 ms until the server had the question, 100 ms of loading.
  expect(cold.result.answers?.split?.coldStartShare).toBeCloseTo(0.48, 6);
});

test.each([{}, { splitUs: null }, { splitUs: { agent: 'quick' } }, { splitUs: { agent: -1 } }])(
  'of an agent that tells %j the answers count, and where their time went is not known',
  async (customMetadata) => {
    const { state, result } = await runOf({ customMetadata });
    expect(result.answers?.failures).toBe(0);
    expect(result.answers?.split).toBeNull();
    expect(state.windows.every(({ split }) => split === null)).toBe(true);
  },
);

test('figures from before are read, as not known', () => {
  const empty = { count: 0, sum: 0, min: 0, max: 0, buckets: 'Cw==' };
  const old = { requests: 0, failures: 0, errors: {}, latencyUs: empty, ttftUs: empty, index: 0, dropped: 0, users: 0 };
  const [window] = loadState.shape.windows.parse([old]);
  expect(window?.split).toBeNull();
});
