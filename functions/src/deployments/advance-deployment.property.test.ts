import { type Deployment, isTerminal, type LiveService } from '@proving-ground/shared';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dyingAt } from '../testing/chaos.ts';
import { createDeploymentWorld } from '../testing/deployment-world.ts';
import { drawnChaos, playedChaos } from '../testing/drawn-chaos.ts';

const REGION = 'europe-west1';
const NAMES = { agent: 'production-adk-agent', backend: 'ollama-gemma3-270m-gpu' } as const;
const KINDS = ['agent', 'backend'] as const;
const MINUTE_MS = 60_000;
/** Only a ceiling for a busy machine. */
const TIMEOUT_MS = 60_000;
/** The ten minutes that winding down may take, and what one dead worker costs: its lease and the next sweeps. */
const LONGEST_PAST_DEADLINE_MS = 15 * MINUTE_MS;

/** A pair that has been serving since before. */
function servedBefore(kind: LiveService['kind']): LiveService {
  return {
    region: REGION,
    name: NAMES[kind],
    kind,
    activeDeploymentId: null,
    current: {
      deploymentId: 'theonebefore',
      revision: `${NAMES[kind]}-theonebe`,
      url: `https://${NAMES[kind]}.example.test`,
      digest: 'sha256:0',
      model: 'gemma3:270m',
      since: '2026-02-01T00:00:00.000Z',
      costUsdPerHour: 1,
      cpuCount: 8,
      memoryGiB: 16,
      gpuType: null,
      concurrency: 7,
      maxInstances: 1,
      agentVersion: null,
    },
  };
}

const troubles = fc.record({
  chaos: drawnChaos,
  buildMs: fc.oneof(
    { weight: 12, arbitrary: fc.integer({ min: 3_000, max: 60_000 }) },
    // Longer than a deployment may take.
    { weight: 1, arbitrary: fc.constant(3 * 60 * MINUTE_MS) },
  ),
  failingBuilds: fc.constantFrom([], [], [], ['agent' as const], ['backend' as const]),
  failingServices: fc.constantFrom([], [], [], [NAMES.agent], [NAMES.backend]),
  buildsCannotBeStopped: fc.constantFrom(false, false, true),
  cancelAfterMs: fc.option(fc.integer({ min: 0, max: 3 * MINUTE_MS }), { freq: 2 }),
});

describe('whatever is lost, late, doubled, refused or dies', () => {
  test(
    'a deployment ends in time, does nothing twice, and leaves nothing held',
    async () => {
      await fc.assert(
        fc.asyncProperty(troubles, async ({ chaos, cancelAfterMs, ...settings }) => {
          let troubledUntilMs = 0;
          const world = createDeploymentWorld({
            ...settings,
            chaos: playedChaos(chaos, () => {
              troubledUntilMs = world.time.nowMs;
            }),
          });
          for (const kind of KINDS) world.store.putService(servedBefore(kind));
          const { deploymentId: id } = await world.start();
          if (cancelAfterMs !== null) world.time.at(world.time.nowMs + cancelAfterMs, () => void world.cancel(id));
          const ended = await world.untilEnded(id, 6 * 60 * MINUTE_MS);
          // Whatever is still under way must not touch it any more.
          await world.time.passUntil(world.time.nowMs + 10 * MINUTE_MS);

          expect(isTerminal(ended.status)).toBe(true);
          const latestMs = Math.max(Date.parse(ended.deadlineAt), troubledUntilMs) + LONGEST_PAST_DEADLINE_MS;
          expect(Date.parse(ended.endedAt ?? '')).toBeLessThanOrEqual(latestMs);
          expect(await world.current(id)).toEqual(ended);
          expect(world.store.versions(id).filter(({ status }) => isTerminal(status))).toHaveLength(1);
          expectNothingTwice(world, ended);
          expectOrderedEvents(world, ended);
          for (const kind of KINDS) {
            const service = await world.store.service(REGION, NAMES[kind]);
            expect(service?.activeDeploymentId).toBeNull();
            if (ended.status === 'live') expect(service?.current?.deploymentId).toBe(id);
            else expect(service).toEqual(servedBefore(kind));
          }
          expect(world.figures.mostPendingTasks).toBeLessThanOrEqual(25);
          const lastedSeconds = (world.time.nowMs - Date.parse(ended.createdAt)) / 1_000;
          expect(world.figures.tasksRun).toBeLessThanOrEqual(lastedSeconds + 200);
        }),
        { numRuns: 80 },
      );
    },
    TIMEOUT_MS,
  );

  test(
    'without trouble from the cloud itself it becomes live, or cancelled if that was asked for',
    async () => {
      await fc.assert(
        fc.asyncProperty(drawnChaos, fc.boolean(), async (chaos, isCancelled) => {
          const calmer = { ...chaos, turns: chaos.turns.map((turn) => ({ ...turn, fate: withoutRefusal(turn.fate) })) };
          const world = createDeploymentWorld({ chaos: playedChaos(calmer, () => undefined) });
          const { deploymentId: id } = await world.start();
          if (isCancelled) await world.cancel(id);
          const ended = await world.untilEnded(id);
          // So many deaths in a row that the hour passes are fair; anything else is not.
          if (ended.failure?.reason === 'DEPLOYMENT_TIMED_OUT') return;
          expect(ended.status).toBe(isCancelled ? 'cancelled' : 'live');
        }),
        { numRuns: 80 },
      );
    },
    TIMEOUT_MS,
  );
});

function withoutRefusal<F extends string>(fate: F): F | 'ok' {
  return fate === 'unavailable' || fate === 'answerLost' ? 'ok' : fate;
}

function expectNothingTwice(world: ReturnType<typeof createDeploymentWorld>, { id }: Deployment): void {
  const tags = world.cloud.builds.all.map(({ tag }) => tag);
  expect(tags).toEqual([...new Set(tags)]);
  for (const kind of KINDS) expect(world.cloud.services.revisions(NAMES[kind]).length).toBeLessThanOrEqual(1);
  for (const kind of KINDS) {
    for (const revision of world.cloud.services.revisions(NAMES[kind])) expect(revision).toContain(id.slice(0, 8));
  }
}

function expectOrderedEvents(world: ReturnType<typeof createDeploymentWorld>, { id, eventCount }: Deployment): void {
  const events = world.store.events(id);
  expect(events).toHaveLength(eventCount);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index));
  expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).toSorted());
}

describe('dying once, at any place whatever', () => {
  const outcomeOf = (world: ReturnType<typeof createDeploymentWorld>, ended: Deployment) => ({
    status: ended.status,
    steps: Object.values(ended.steps).map(({ status }) => status),
    revisions: ended.revisions,
    images: [ended.builds.backend?.imageByDigest, ended.builds.agent?.imageByDigest],
    builds: world.cloud.builds.all.map(({ tag }) => tag).toSorted(),
    deployed: KINDS.map((kind) => world.cloud.services.revisions(NAMES[kind])),
  });

  test(
    'before or after every call of a whole deployment, it comes to the same end',
    async () => {
      const calm = dyingAt(-1);
      const undisturbed = createDeploymentWorld({ chaos: calm });
      const { deploymentId: id } = await undisturbed.start();
      const expected = outcomeOf(undisturbed, await undisturbed.untilEnded(id));
      expect(expected.status).toBe('live');
      const places = calm.placesSeen();
      // One effect or look after the other, each with what is written before and after it.
      expect(places).toBeGreaterThan(80);
      for (let place = 0; place < places; place += 1) {
        const world = createDeploymentWorld({ chaos: dyingAt(place) });
        await world.start();
        expect(outcomeOf(world, await world.untilEnded(id)), `dying at place ${place}`).toEqual(expected);
      }
    },
    TIMEOUT_MS,
  );
});
