import {
  type Deployment,
  type DeploymentSpec,
  type DeploymentSpecInput,
  deploymentSpec,
  isTerminal,
} from '@proving-ground/shared';
import { cancelDeployment } from '../callables/cancel-deployment.ts';
import { deleteDeployment } from '../callables/delete-deployment.ts';
import { rollbackRelease } from '../callables/rollback-release.ts';
import { startDeployment } from '../callables/start-deployment.ts';
import { startRelease } from '../callables/start-release.ts';
import { switchPair } from '../callables/switch-pair.ts';
import { activeSteps } from '../deployments/active-steps.ts';
import { type AdvanceDependencies, advanceDeployment, type Wake } from '../deployments/advance-deployment.ts';
import { NOTHING_OBSERVED } from '../deployments/observation.ts';
import type { Sight } from '../deployments/observe-cloud.ts';
import { sweepDeployments } from '../deployments/sweep-deployments.ts';
import { wakeForBuild } from '../deployments/wake-for-build.ts';
import { STARTED_AT } from './a-deployment.ts';
import { CALM, type Chaos, type ChaosPoint } from './chaos.ts';
import { createMemoryAgentStore } from './memory-agent-store.ts';
import { createMemoryDeploymentStore } from './memory-deployment-store.ts';
import { MortalWorker } from './mortal-worker.ts';
import { recordingLog } from './recording-log.ts';
import { refused, SimulatedCloud, type SimulatedCloudSettings } from './simulated-cloud.ts';
import { VirtualTime } from './virtual-time.ts';

type Task = Parameters<Wake>[0];

/** As the function `advanceDeployment` is set to. */
const TASK_ATTEMPTS = 3;
const TASK_BACK_OFF_MS = 5_000;
const NO_SETTINGS = { spending: async () => null, prices: async () => ({}) };
const UNAVAILABLE = refused('unavailable', true);
const CALLER = { uid: 'uid-1', email: 'operator@example.com', emailVerified: true, role: 'operator' } as const;

/** What the loop is told when the cloud does not answer; with nothing to ask, nothing can go wrong. */
function unreadable(deployment: Deployment): Sight {
  const [step] = activeSteps(deployment);
  if (!step) return { kind: 'observed', observation: NOTHING_OBSERVED };
  return { kind: 'unreadable', step, failure: UNAVAILABLE.failure };
}

/** The whole orchestrator over a simulated cloud: task queue, build events, the sweeper, and workers that may die. */
export function createDeploymentWorld(settings: SimulatedCloudSettings & { readonly chaos?: Chaos } = {}) {
  const chaos = settings.chaos ?? CALM;
  const time = new VirtualTime(STARTED_AT);
  const store = createMemoryDeploymentStore();
  const agents = createMemoryAgentStore();
  const log = recordingLog();
  const figures = { pendingTasks: 0, mostPendingTasks: 0, tasksRun: 0 };
  /** A message from the cloud, as often and as late as messages come. */
  const deliver = (receive: () => Promise<void>) => {
    for (const delayMs of chaos.deliveries()) time.at(time.nowMs + delayMs, () => void receive());
  };
  const cloud = new SimulatedCloud(time, settings, {
    onBuildChange: (message) => deliver(() => wakeForBuild({ json: message }, { wake, log })),
    onPartEnd: (deploymentId) => deliver(() => wake({ deploymentId, epoch: null, inMs: 0 })),
    live: (name) => store.liveService('europe-west1', name),
  });
  const wake: Wake = async (task) => {
    for (const delayMs of chaos.deliveries()) queue(task, task.inMs + delayMs, 1);
  };

  function queue(task: Task, inMs: number, attempt: number): void {
    figures.pendingTasks += 1;
    figures.mostPendingTasks = Math.max(figures.mostPendingTasks, figures.pendingTasks);
    time.at(time.nowMs + inMs, () => {
      figures.pendingTasks -= 1;
      figures.tasksRun += 1;
      void runTask(task, attempt);
    });
  }

  async function runTask(task: Task, attempt: number): Promise<void> {
    const worker = new MortalWorker();
    const ended = await worker.run(advanceDeployment(task, dependenciesOf(worker)));
    if (ended !== 'done' && attempt < TASK_ATTEMPTS) queue(task, TASK_BACK_OFF_MS, attempt + 1);
  }

  /** One call to the outside, which may take long, fail, or be the last thing the worker does. */
  async function goThrough<T>(
    worker: MortalWorker,
    point: ChaosPoint,
    act: () => Promise<T>,
    failed: () => T,
  ): Promise<T> {
    const { fate, beforeMs, afterMs } = chaos.turn(point);
    await time.sleep(beforeMs);
    if (fate === 'dieBefore') return await worker.die();
    if (fate === 'unavailable') return failed();
    const result = await act();
    await time.sleep(afterMs);
    if (fate === 'dieAfter') return await worker.die();
    return fate === 'answerLost' ? failed() : result;
  }

  function dependenciesOf(worker: MortalWorker): AdvanceDependencies {
    const outage = () => {
      throw new Error('Firestore is unavailable.');
    };
    return {
      wake,
      log,
      now: time.now,
      deployments: {
        ...store,
        claim: (request) => goThrough(worker, 'claim', () => store.claim(request), outage),
        save: (save) => goThrough(worker, 'save', () => store.save(save), outage),
      },
      observe: (deployment) =>
        goThrough<Sight>(
          worker,
          'observe',
          async () => ({ kind: 'observed', observation: cloud.observe(deployment) }),
          () => unreadable(deployment),
        ),
      perform: (deployment, effect) =>
        goThrough(
          worker,
          'perform',
          async () => cloud.perform(deployment, effect),
          () => UNAVAILABLE,
        ),
    };
  }

  function sweepEveryMinute(): void {
    time.at(time.nowMs + 60_000, () => {
      void sweepDeployments({ deployments: store, wake, now: time.now(), log });
      sweepEveryMinute();
    });
  }
  sweepEveryMinute();

  const call = () => ({ caller: CALLER, deployments: store, wake, now: time.now(), log });

  async function current(id: string): Promise<Deployment> {
    const record = await store.get(id);
    if (!record) throw new Error(`There is no deployment ${id}.`);
    return record;
  }

  return {
    time,
    store,
    agents,
    cloud,
    log,
    figures,
    current,
    start: (idempotencyKey = 'key-12345', spec: DeploymentSpecInput = {}) => {
      const request = { idempotencyKey, spec: deploymentSpec.parse(spec) };
      return startDeployment({ ...call(), request, agents, settings: NO_SETTINGS });
    },
    startEverywhere: (regions: readonly DeploymentSpec['region'][], idempotencyKey = 'key-12345') => {
      const [region] = regions;
      const spec = deploymentSpec.parse({ region });
      const request = { idempotencyKey, regions: [...regions], spec };
      return startRelease({ ...call(), request, settings: NO_SETTINGS, agents });
    },
    rollBackEverywhere: (releaseId: string, idempotencyKey = 'key-rollback') =>
      rollbackRelease({ ...call(), request: { idempotencyKey, releaseId } }),
    switchPair: (how: 'rollback' | 'promote', deploymentId: string) => {
      const request = { idempotencyKey: `key-${how}`, deploymentId };
      return switchPair({ ...call(), how, request });
    },
    remove: (deploymentId: string, idempotencyKey = 'key-delete') =>
      deleteDeployment({ ...call(), request: { idempotencyKey, deploymentId } }),
    cancel: (deploymentId: string) => cancelDeployment({ ...call(), request: { deploymentId } }),
    /** Lets time pass until the deployment has ended, at most for `limitMs`. */
    untilEnded: async (id: string, limitMs = 2 * 60 * 60_000): Promise<Deployment> => {
      const hasEnded = () => isTerminal(store.versions(id).at(-1)?.status ?? 'running');
      await time.passUntil(time.nowMs + limitMs, hasEnded);
      return await current(id);
    },
  };
}
