import { type DeploymentEvent, KIND_STEPS } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import { aDeployment, STARTED_AT } from '../testing/a-deployment.ts';
import { CALM, CALM_TURN } from '../testing/chaos.ts';
import { createDeploymentWorld } from '../testing/deployment-world.ts';
import { createMemoryDeploymentStore } from '../testing/memory-deployment-store.ts';
import { recordingLog } from '../testing/recording-log.ts';
import { advanceDeployment } from './advance-deployment.ts';
import { NOTHING_OBSERVED } from './observation.ts';

const AGENT = 'production-adk-agent';
const BACKEND = 'ollama-gemma3-270m-gpu';
const messages = (events: readonly DeploymentEvent[]) => events.map(({ step, message }) => [step, message]);

describe('a deployment without trouble', () => {
  test('becomes live with every step done, and both services name it', async () => {
    const world = createDeploymentWorld();
    const { deploymentId: id } = await world.start();
    const ended = await world.untilEnded(id);
    expect(ended.status).toBe('live');
    // Nobody asked for a gate.
    expect(KIND_STEPS.deploy.map((step) => ended.steps[step].status)).toEqual(
      KIND_STEPS.deploy.map((step) => (step === 'gate' ? 'skipped' : 'done')),
    );
    expect(ended.verification).toMatchObject([{ answer: 'Bamboo!' }]);
    expect(ended.leaseUntil).toBeNull();
    for (const [kind, name] of [
      ['backend', BACKEND],
      ['agent', AGENT],
    ] as const) {
      const revision = `${name}-${id.slice(0, 8)}`;
      expect(ended.revisions[kind]).toEqual({
        revision,
        url: `https://${name}.example.test`,
        tagUrl: `https://r${id.slice(0, 8)}---${name}.example.test`,
      });
      expect(await world.store.service('europe-west1', name)).toMatchObject({
        activeDeploymentId: null,
        current: { deploymentId: id, revision },
      });
    }
  });

  test('tells its story in order', async () => {
    const world = createDeploymentWorld();
    const { deploymentId: id } = await world.start();
    await world.untilEnded(id);
    const events = world.store.events(id);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index));
    expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).toSorted());
    const done = messages(events).filter(
      ([step, message]) => step && /^(Nothing|The|Built|Only|Rev)/.test(message ?? ''),
    );
    expect(done.map(([step]) => step)).toEqual(KIND_STEPS.deploy.filter((step) => step !== 'gate'));
    expect(messages(events).at(-1)).toEqual([null, 'The deployment is live.']);
  });

  test('both images are built side by side, once each', async () => {
    const world = createDeploymentWorld();
    const { deploymentId: id } = await world.start();
    const { steps } = await world.untilEnded(id);
    expect(world.cloud.builds.all.map(({ tag }) => tag)).toEqual([`pg-${id}-backend-1`, `pg-${id}-agent-1`]);
    expect(Date.parse(steps.buildAgent.startedAt ?? '')).toBeLessThan(Date.parse(steps.buildBackend.endedAt ?? ''));
    expect(world.cloud.services.revisions(AGENT)).toHaveLength(1);
    expect(world.cloud.services.revisions(BACKEND)).toHaveLength(1);
    expect(world.cloud.questionsAsked).toBe(1);
  });

  test('does not need its tasks: with all of them lost, the sweeper alone gets it there', async () => {
    let sweeping = false;
    const world = createDeploymentWorld({ chaos: { ...CALM, deliveries: () => (sweeping ? [0] : []) } });
    const sweep = world.store.overdue.bind(world.store);
    world.store.overdue = (before, limit) => {
      sweeping = true;
      world.time.at(world.time.nowMs, () => {
        sweeping = false;
      });
      return sweep(before, limit);
    };
    const { deploymentId: id } = await world.start();
    expect((await world.untilEnded(id)).status).toBe('live');
    expect(world.figures.tasksRun).toBeLessThan(20);
  });
});

describe('one deployment at a time changes a service', () => {
  test('a second one is refused while the first runs, and taken when it has ended', async () => {
    const world = createDeploymentWorld();
    const first = await world.start('first-key');
    await expect(world.start('other-key')).rejects.toMatchObject({ record: { reason: 'DEPLOYMENT_IN_PROGRESS' } });
    await world.untilEnded(first.deploymentId);
    const second = await world.start('other-key');
    expect(second.created).toBe(true);
    await world.untilEnded(second.deploymentId);
    expect(await world.store.service('europe-west1', AGENT)).toMatchObject({
      current: { deploymentId: second.deploymentId },
    });
    expect(world.cloud.services.revisions(AGENT)).toHaveLength(2);
  });

  test('the same key is the same deployment, also when it has ended', async () => {
    const world = createDeploymentWorld();
    const first = await world.start('first-key');
    expect(await world.start('first-key')).toEqual({ deploymentId: first.deploymentId, created: false });
    const ended = await world.untilEnded(first.deploymentId);
    expect(await world.start('first-key')).toEqual({ deploymentId: first.deploymentId, created: false });
    await world.time.passUntil(world.time.nowMs + 600_000);
    expect(await world.current(first.deploymentId)).toEqual(ended);
    expect(world.cloud.builds.all).toHaveLength(2);
  });

  test('the same key with other values is refused', async () => {
    const world = createDeploymentWorld();
    await world.start('first-key');
    await expect(world.start('first-key', { model: 'gemma3:1b' })).rejects.toMatchObject({
      record: { reason: 'IDEMPOTENCY_KEY_REUSED' },
    });
  });
});

describe('a deployment that cannot succeed', () => {
  test('a failed build stops the other one and leaves what serves', async () => {
    const world = createDeploymentWorld({ failingBuilds: ['agent'], buildMs: 40_000 });
    const { deploymentId: id } = await world.start();
    const ended = await world.untilEnded(id);
    expect(ended).toMatchObject({
      status: 'failed',
      failure: { reason: 'BUILD_FAILED' },
      steps: { buildAgent: { status: 'failed' }, deployBackend: { status: 'skipped' }, release: { status: 'skipped' } },
    });
    expect(world.cloud.services.revisions(BACKEND)).toEqual([]);
    expect(await world.store.service('europe-west1', AGENT)).toMatchObject({ current: null, activeDeploymentId: null });
    expect(await world.start('another-key')).toMatchObject({ created: true });
  });

  test('a revision that never becomes ready fails with the last lines of its log', async () => {
    const world = createDeploymentWorld({ failingServices: [AGENT] });
    const { deploymentId: id } = await world.start();
    expect(await world.untilEnded(id)).toMatchObject({
      status: 'failed',
      failure: { reason: 'REVISION_NOT_READY', logTail: ['last words'] },
      steps: { deployAgent: { status: 'failed' }, verify: { status: 'skipped' } },
    });
  });

  test('one that is past its hour fails by its deadline, its builds stopped', async () => {
    const world = createDeploymentWorld({ buildMs: 3 * 60 * 60_000 });
    const { deploymentId: id } = await world.start();
    const ended = await world.untilEnded(id);
    expect(ended).toMatchObject({ status: 'failed', failure: { reason: 'DEPLOYMENT_TIMED_OUT' } });
    expect(Date.parse(ended.endedAt ?? '') - Date.parse(ended.deadlineAt)).toBeLessThan(60_000);
    expect(world.cloud.builds.all.map(({ status }) => status)).toEqual(['CANCELLED', 'CANCELLED']);
  });

  test('builds that cannot be stopped do not keep it open for ever', async () => {
    const world = createDeploymentWorld({ buildMs: 5 * 60 * 60_000, buildsCannotBeStopped: true });
    const { deploymentId: id } = await world.start();
    const ended = await world.untilEnded(id);
    expect(ended).toMatchObject({ status: 'failed', failure: { reason: 'DEPLOYMENT_TIMED_OUT' } });
    expect(Date.parse(ended.endedAt ?? '') - Date.parse(ended.deadlineAt)).toBeLessThan(11 * 60_000);
  });

  test.each(['observe', 'perform'] as const)(
    'an error nobody foresaw in %s ends it instead of repeating for ever',
    async (where) => {
      const world = createDeploymentWorld();
      const broken = () => {
        throw new TypeError('secret internals');
      };
      if (where === 'observe') world.cloud.observe = broken;
      else world.cloud.perform = broken;
      const { deploymentId: id } = await world.start();
      const ended = await world.untilEnded(id);
      expect(ended).toMatchObject({ status: 'failed', failure: { code: 'internal', reason: 'INTERNAL' } });
      expect(JSON.stringify(ended)).not.toContain('secret internals');
      expect(world.log.lines).toContainEqual(
        expect.objectContaining({
          event: 'deployment.crashed',
          fields: expect.objectContaining({ error: expect.stringContaining('secret internals') }),
        }),
      );
      expect(Date.parse(ended.endedAt ?? '') - Date.parse(ended.createdAt)).toBeLessThan(5 * 60_000);
    },
  );
});

describe('cancelling', () => {
  test('stops the builds and leaves what serves', async () => {
    const world = createDeploymentWorld();
    const { deploymentId: id } = await world.start();
    await world.time.passUntil(world.time.nowMs + 30_000);
    expect(await world.cancel(id)).toEqual({ deploymentId: id, status: 'running' });
    const ended = await world.untilEnded(id);
    expect(ended).toMatchObject({ status: 'cancelled', failure: null });
    expect(world.cloud.builds.all.map(({ status }) => status)).toEqual(['CANCELLED', 'CANCELLED']);
    expect(Date.parse(ended.endedAt ?? '') - Date.parse(ended.createdAt)).toBeLessThan(40_000);
  });

  test('before the first look nothing is begun', async () => {
    const world = createDeploymentWorld();
    const { deploymentId: id } = await world.start();
    await world.cancel(id);
    expect((await world.untilEnded(id)).status).toBe('cancelled');
    expect(world.cloud.builds.all).toEqual([]);
  });

  test('a live deployment stays live', async () => {
    const world = createDeploymentWorld();
    const { deploymentId: id } = await world.start();
    await world.untilEnded(id);
    expect(await world.cancel(id)).toEqual({ deploymentId: id, status: 'live' });
  });

  test('a build that cannot be cancelled is left behind and said so', async () => {
    const world = createDeploymentWorld({ buildMs: 50 * 60_000 });
    world.cloud.builds.cancel = () => false;
    const { deploymentId: id } = await world.start();
    await world.time.passUntil(world.time.nowMs + 60_000);
    await world.cancel(id);
    const ended = await world.untilEnded(id);
    expect(ended).toMatchObject({
      status: 'cancelled',
      failure: null,
      steps: { buildBackend: { status: 'skipped', detail: expect.stringContaining('Left as it is') } },
    });
    expect(Date.parse(ended.endedAt ?? '') - Date.parse(ended.createdAt)).toBeLessThan(8 * 60_000);
  });
});

describe('the lease', () => {
  test('an effect is not begun when writing its intent has used up the lease', async () => {
    let slow = true;
    const world = createDeploymentWorld({
      chaos: {
        ...CALM,
        turn: (at) =>
          at === 'save' && slow && world.cloud.builds.all.length === 0 ? { ...CALM_TURN, afterMs: 61_000 } : CALM_TURN,
      },
    });
    const { deploymentId: id } = await world.start();
    await world.time.passUntil(world.time.nowMs + 10 * 60_000);
    expect(world.cloud.builds.all).toEqual([]);
    slow = false;
    expect((await world.untilEnded(id)).status).toBe('live');
  });

  test('somebody slower than the lease writes nothing, and nothing is done twice', async () => {
    const world = createDeploymentWorld({
      chaos: { ...CALM, turn: (at) => (at === 'observe' ? { ...CALM_TURN, afterMs: 90_000 } : CALM_TURN) },
    });
    const { deploymentId: id } = await world.start();
    await world.untilEnded(id);
    expect(world.log.lines.some(({ event }) => event === 'deployment.stale')).toBe(true);
    expect(world.cloud.builds.all.map(({ tag }) => tag)).toEqual([`pg-${id}-backend-1`, `pg-${id}-agent-1`]);
  });
});

test('news that comes while a round is at work is looked at in the same call, not after the pause', async () => {
  const store = createMemoryDeploymentStore();
  const { id } = aDeployment();
  await store.create(aDeployment());
  const now = () => STARTED_AT;
  const looks: number[] = [];
  const wakes: { readonly inMs: number }[] = [];
  await advanceDeployment(
    { deploymentId: id, epoch: null },
    {
      deployments: store,
      observe: async ({ epoch }) => {
        looks.push(epoch);
        // A build message finds the lease taken.
        const leaseUntil = new Date(now().getTime() + 60_000);
        if (looks.length === 1) await store.claim({ id, now: now(), leaseUntil, plannedAtEpoch: null });
        return { kind: 'observed', observation: { ...NOTHING_OBSERVED, disabledApis: ['run.googleapis.com'] } };
      },
      perform: async () => ({ ok: true }),
      wake: async (request) => void wakes.push(request),
      now,
      log: recordingLog(),
    },
  );
  expect(looks).toEqual([1, 2]);
  expect(wakes).toEqual([{ deploymentId: id, epoch: 2, inMs: expect.any(Number) }]);
});
