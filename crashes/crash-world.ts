import { deleteDeployment } from '../functions/src/callables/delete-deployment.ts';
import { startDeployment } from '../functions/src/callables/start-deployment.ts';
import { switchPair } from '../functions/src/callables/switch-pair.ts';
import { advanceDeployment, type Wake } from '../functions/src/deployments/advance-deployment.ts';
import type { Effect } from '../functions/src/deployments/effect.ts';
import { observeCloud } from '../functions/src/deployments/observe-cloud.ts';
import { performEffect } from '../functions/src/deployments/perform-effect.ts';
import { sweepDeployments } from '../functions/src/deployments/sweep-deployments.ts';
import { wakeForBuild } from '../functions/src/deployments/wake-for-build.ts';
import type { Config } from '../functions/src/platform/config.ts';
import { assessProject } from '../functions/src/preflight/assess-project.ts';
import { observeProject } from '../functions/src/preflight/observe-project.ts';
import { createMemoryAgentStore } from '../functions/src/testing/memory-agent-store.ts';
import { createMemoryDeploymentStore } from '../functions/src/testing/memory-deployment-store.ts';
import { createMemoryLoadStores } from '../functions/src/testing/memory-load-stores.ts';
import { MortalWorker } from '../functions/src/testing/mortal-worker.ts';
import { recordingLog } from '../functions/src/testing/recording-log.ts';
import { type Deployment, type DeploymentSpecInput, deploymentSpec, isTerminal } from '../shared/src/index.ts';
import { Agenda } from './agenda.ts';

type Task = Parameters<Wake>[0];

/** As the function `advanceDeployment` is set to. */
const TASK_ATTEMPTS = 3;
const TASK_BACK_OFF_MS = 5_000;
const SETTINGS = { spending: async () => null, prices: async () => ({}) };
const CALLER = { uid: 'uid-1', email: 'owner@example.com', emailVerified: true, role: 'owner' } as const;

/** What goes wrong around the calls to the cloud; the calls themselves fail in the cloud's own layer of faults. */
export interface Trouble {
  /** Asked at every effect, with how many there were before. */
  readonly dies: (effect: Effect, index: number) => 'before' | 'after' | null;
  /** After how long each copy of a task or a build message arrives; none: it is lost. */
  readonly deliveries: () => readonly number[];
}

export const NO_TROUBLE: Trouble = { dies: () => null, deliveries: () => [0] };

/** The orchestrator as it is, with its real clients, over the network to a cloud; only store, clock and queue are ours. */
export function createCrashWorld(config: Config) {
  const agenda = new Agenda(new Date('2026-03-01T12:00:00.000Z'));
  const store = createMemoryDeploymentStore();
  const agents = createMemoryAgentStore();
  const { tests } = createMemoryLoadStores();
  const log = recordingLog();
  const effects: Effect[] = [];
  let trouble = NO_TROUBLE;

  const wake: Wake = async (task) => {
    for (const delayMs of trouble.deliveries()) queue(task, task.inMs + delayMs, 1);
  };

  function queue(task: Task, inMs: number, attempt: number): void {
    agenda.at(agenda.nowMs + inMs, async () => {
      const worker = new MortalWorker();
      const ended = await worker.run(advanceDeployment(task, dependenciesOf(worker)));
      if (ended !== 'done' && attempt < TASK_ATTEMPTS) queue(task, TASK_BACK_OFF_MS, attempt + 1);
    });
  }

  function dependenciesOf(worker: MortalWorker) {
    const project = { config, deployments: store, settings: SETTINGS };
    return {
      deployments: store,
      wake,
      log,
      now: agenda.now,
      observe: (deployment: Deployment) =>
        observeCloud(deployment, config, {
          findingsFor: async ({ spec }) => assessProject(spec, await observeProject(spec, project)),
          gate: { deployments: store, tests, settings: SETTINGS },
        }),
      perform: async (deployment: Deployment, effect: Effect) => {
        const fate = trouble.dies(effect, effects.length);
        effects.push(effect);
        if (fate === 'before') return await worker.die();
        const outcome = await performEffect(deployment, effect, config, {
          tests,
          deployments: store,
          settings: SETTINGS,
          queue: { conduct: async () => undefined },
          now: agenda.now,
          log,
        });
        return fate === 'after' ? await worker.die() : outcome;
      },
    };
  }

  function sweepEveryMinute(): void {
    agenda.at(agenda.nowMs + 60_000, async () => {
      sweepEveryMinute();
      await sweepDeployments({ deployments: store, wake, now: agenda.now(), log });
    });
  }
  sweepEveryMinute();

  const call = { caller: CALLER, deployments: store, wake, log };
  async function follow(started: Promise<{ readonly deploymentId: string }>): Promise<Deployment> {
    const { deploymentId } = await started;
    await agenda.passUntil(() => isTerminal(store.versions(deploymentId).at(-1)?.status ?? 'running'));
    const ended = await store.get(deploymentId);
    if (!ended) throw new Error(`There is no deployment ${deploymentId}.`);
    return ended;
  }

  return {
    agenda,
    store,
    log,
    /** Everything that was begun since the last {@link disturb}, in order. */
    effects,
    /** From now on. */
    disturb: (next: Trouble) => {
      effects.length = 0;
      trouble = next;
    },
    /** As the topic delivers it. */
    deliverBuildEvent: (json: unknown) => {
      for (const delayMs of trouble.deliveries()) {
        agenda.at(agenda.nowMs + delayMs, () => wakeForBuild({ json }, { wake, log }));
      }
    },
    deploy: (idempotencyKey: string, spec: DeploymentSpecInput = {}) => {
      const request = { idempotencyKey, spec: deploymentSpec.parse(spec) };
      return follow(startDeployment({ ...call, agents, settings: SETTINGS, request, now: agenda.now() }));
    },
    rollBack: (idempotencyKey: string, deploymentId: string) =>
      follow(switchPair({ ...call, how: 'rollback', request: { idempotencyKey, deploymentId }, now: agenda.now() })),
    remove: (idempotencyKey: string, deploymentId: string) =>
      follow(deleteDeployment({ ...call, request: { idempotencyKey, deploymentId }, now: agenda.now() })),
  };
}

export type CrashWorld = ReturnType<typeof createCrashWorld>;
