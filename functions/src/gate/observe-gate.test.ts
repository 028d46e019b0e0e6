import { type GatePart, gateSpec, type LoadTest } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import type { ObservedTraffic } from '../gcp/cloud-run.ts';
import { aDeployment } from '../testing/a-deployment.ts';
import { AGENT_NAME, aLiveService, aLoadTest } from '../testing/a-load-test.ts';
import { anObservedService } from '../testing/an-observed-service.ts';
import { builtDeployment } from '../testing/finished.ts';
import { createMemoryDeploymentStore } from '../testing/memory-deployment-store.ts';
import { createMemoryLoadStores } from '../testing/memory-load-stores.ts';
import { observeGate } from './observe-gate.ts';

const OLD = `${AGENT_NAME}-a1b2c3d4`;
const TAG_URL = `https://ra1b2c3d4---${AGENT_NAME}.example.test`;
const next = builtDeployment(aDeployment({ id: 'ffffffffff', spec: { gate: gateSpec.parse({}) } }));
const NEW = next.revisions.agent?.revision ?? '';
const line = (revision: string, percent: number, url: string | null = null): ObservedTraffic => ({
  ...{ revision, percent, url },
  tag: url && 'tag',
});

const settings = { prices: async () => ({ 'nvidia-rtx-pro-6000': 3 }) };

async function seen(traffic: readonly ObservedTraffic[], given: Parameters<typeof observeGate>[0] = next) {
  const deployments = createMemoryDeploymentStore();
  for (const kind of ['agent', 'backend'] as const) deployments.putService(aLiveService(kind));
  const { tests } = createMemoryLoadStores();
  return await observeGate(given, {
    deployments,
    tests,
    settings,
    observeAgent: async () => anObservedService(OLD, { traffic }),
  });
}

describe('whom a gate compares', () => {
  test('is what serves and what is new, each by its tag, with a token for the service', async () => {
    const { sides } = await seen([line(OLD, 100), line(OLD, 0, TAG_URL), line(NEW, 0, 'https://new.example.test')]);
    expect(sides).toMatchObject({
      kind: 'known',
      old: { url: TAG_URL, audienceUrl: `https://${AGENT_NAME}.example.test`, agent: { revision: OLD } },
      new: {
        url: next.revisions.agent?.tagUrl,
        audienceUrl: next.revisions.agent?.url,
        agent: { revision: NEW },
        backend: { revision: next.revisions.backend?.revision },
      },
    });
  });

  test('costs what an owner says, where no list has the price of its GPU', async () => {
    const { backend } = next.spec;
    const resources = { gpuType: 'nvidia-rtx-pro-6000', cpuCount: 20, memoryGiB: 80 } as const;
    const given = { ...next, spec: { ...next.spec, backend: { ...backend, ...resources } } };
    const { sides } = await seen([line(OLD, 100)], given);
    expect(sides?.kind === 'known' && sides.new.backend?.costUsdPerHour).toBeCloseTo(4.87, 2);
  });

  test('is what serves by the service itself, where it has no tag', async () => {
    const { sides } = await seen([line(OLD, 100)]);
    expect(sides).toMatchObject({
      kind: 'known',
      old: { url: `https://${AGENT_NAME}.example.test`, audienceUrl: null },
    });
  });

  test('is nobody while the new revision is the first', async () => {
    expect((await seen([line(NEW, 100)])).sides).toEqual({ kind: 'nobodyServes' });
    expect((await seen([])).sides).toEqual({ kind: 'nobodyServes' });
  });

  test('is not known where a revision serves that is not on record', async () => {
    expect((await seen([line('by-hand', 100)])).sides).toEqual({ kind: 'strangerServes', revision: 'by-hand' });
  });
});

describe('the load test of a part', () => {
  const part: GatePart = { round: 1, side: 'new', loadTestId: 'test1', status: 'running', figures: null };
  const { target } = aLoadTest();
  const atWork = {
    ...next,
    gate: { status: 'running' as const, old: target, new: target, parts: [part], criteria: [], reason: '' },
  };
  async function lookingAt(test: Partial<LoadTest> | null) {
    const deployments = createMemoryDeploymentStore();
    const { tests } = createMemoryLoadStores();
    if (test) await tests.create({ ...aLoadTest(), ...test });
    return await observeGate(atWork, {
      deployments,
      tests,
      settings,
      observeAgent: async () => anObservedService(OLD),
    });
  }

  test('is seen as it is, without figures while it runs', async () => {
    expect(await lookingAt({ status: 'running' })).toEqual({
      part: { status: 'running', figures: null, why: '' },
      otherTestId: null,
    });
  });

  test('that is not whole has none, and says why', async () => {
    expect((await lookingAt({ status: 'partial' })).part).toMatchObject({
      figures: null,
      why: 'Its load test ended partial.',
    });
  });

  test('that is not there yet leaves to see who else is at work', async () => {
    expect(await lookingAt(null)).toEqual({ part: null, otherTestId: null });
    expect(await lookingAt({ id: 'theirs' })).toEqual({ part: null, otherTestId: 'theirs' });
  });
});
