import { type GatePart, gateSpec } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import { aDeployment, STARTED_AT } from '../testing/a-deployment.ts';
import { aLoadTest } from '../testing/a-load-test.ts';
import { createMemoryDeploymentStore } from '../testing/memory-deployment-store.ts';
import { createMemoryLoadStores } from '../testing/memory-load-stores.ts';
import { recordingLog } from '../testing/recording-log.ts';
import { beginGatePart, gateLoadSpec } from './begin-gate-part.ts';

const { target } = aLoadTest();
const TAGGED = { ...target, url: 'https://r1---agent.example.test', audienceUrl: target.url };
const limits = gateSpec.parse({ users: 30, roundSeconds: 25 });
const part = (wishes: Partial<GatePart> = {}): GatePart => ({
  ...({ round: 2, side: 'new', loadTestId: 'part1', status: 'running', figures: null } as const),
  ...wishes,
});
const gated = aDeployment({
  spec: { gate: limits },
  gate: { status: 'running', old: target, new: TAGGED, parts: [part()], criteria: [], reason: '' },
});

function world() {
  const { tests } = createMemoryLoadStores();
  const conducted: string[] = [];
  const queue = { conduct: async (id: string) => void conducted.push(id) };
  const deployments = createMemoryDeploymentStore();
  const settings = { prices: async () => ({}) };
  const dependencies = { tests, deployments, settings, queue, now: () => STARTED_AT, log: recordingLog() };
  return { tests, conducted, begin: (given = part()) => beginGatePart(gated, given, dependencies) };
}

describe('a part', () => {
  test('is a load test of its side by its tag, known as part of the gate', async () => {
    const { begin, tests, conducted } = world();
    await begin();
    expect(await tests.get('part1')).toMatchObject({
      target: TAGGED,
      partOf: { kind: 'gate', deploymentId: gated.id, round: 2, side: 'new' },
      requestedBy: gated.requestedBy,
      note: 'Load gate: round 2, the new release',
    });
    expect(conducted).toEqual(['part1']);
  });

  test('asked for twice is one load test, which is called again', async () => {
    const { begin, conducted } = world();
    await begin();
    await begin();
    expect(conducted).toEqual(['part1', 'part1']);
  });

  test('is not begun while another test is at work on the agent', async () => {
    const { begin, tests, conducted } = world();
    await tests.create(aLoadTest({ id: 'theirs' }));
    await begin();
    expect(await tests.get('part1')).toBeNull();
    expect(conducted).toEqual([]);
  });
});

describe('the load of a part', () => {
  test('is the same on both sides of a round, with other questions in another', () => {
    expect(gateLoadSpec(limits, part({ side: 'old' }))).toEqual(gateLoadSpec(limits, part()));
    expect(gateLoadSpec(limits, part({ round: 3 })).seed).not.toBe(gateLoadSpec(limits, part()).seed);
    expect(gateLoadSpec(limits, part())).toMatchObject({
      durationSeconds: 25,
      load: { users: 30, spawnRatePerSecond: 30, shape: { kind: 'constant' } },
      scenario: 'streaming-chat',
    });
  });

  test('is shorter in the warm-up', () => {
    expect(gateLoadSpec(limits, part({ round: 0 })).durationSeconds).toBe(10);
  });
});
