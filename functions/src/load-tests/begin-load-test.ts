import type { LoadTest, LoadTestPart, LoadTestTarget } from '@proving-ground/shared';
import type { Log } from '../platform/log.ts';
import type { DeploymentStore } from '../store/deployment-store.ts';
import type { LoadTestStore } from '../store/load-test-store.ts';
import type { SettingsStore } from '../store/settings-store.ts';
import { findLoadTarget } from './find-load-target.ts';
import type { LoadQueue } from './load-queue.ts';
import { type LoadTestRequest, planLoadTest, requestHash } from './plan-load-test.ts';
import { loadKeyReused } from './refusals.ts';

export interface BeginDependencies {
  readonly tests: Pick<LoadTestStore, 'get' | 'create'>;
  readonly deployments: Pick<DeploymentStore, 'get' | 'service'>;
  readonly settings: Pick<SettingsStore, 'prices'>;
  readonly queue: Pick<LoadQueue, 'conduct'>;
  readonly now: () => Date;
  readonly log: Log;
}

/** What our own code alone may say of a test, and never a caller. */
export interface PartOfMore {
  readonly of: LoadTestPart;
  /** From our own records, where what is live is not what is to be tested; null: what is live. */
  readonly target: LoadTestTarget | null;
}

export interface WantedLoadTest {
  readonly id: string;
  readonly request: LoadTestRequest;
  readonly requestedBy: LoadTest['requestedBy'];
  readonly scheduleId: string | null;
  readonly part: PartOfMore | null;
}

/**
 * Records a load test and calls its conductor; the same id again names the same test, whatever has become of its target.
 * @throws Failure failed-precondition when the target is not live or busy, or the id was used for another request
 */
export async function beginLoadTest(
  wanted: WantedLoadTest,
  dependencies: BeginDependencies,
): Promise<{ readonly loadTestId: string; readonly created: boolean }> {
  const { id, request } = wanted;
  const { tests, queue } = dependencies;
  const known = await tests.get(id);
  if (known && known.specHash !== requestHash(request)) throw loadKeyReused(id);
  const { created } = known ? { created: false } : await create(wanted, dependencies);
  await queue.conduct(id);
  return { loadTestId: id, created };
}

async function create(
  wanted: WantedLoadTest,
  { tests, deployments, settings, now, log }: BeginDependencies,
): Promise<{ readonly created: boolean }> {
  const { id, request, requestedBy, part } = wanted;
  const target = part?.target ?? (await findLoadTarget(request.target, { deployments, settings }));
  const { created } = await tests.create(planLoadTest({ ...wanted, target, partOf: part?.of ?? null, now: now() }));
  if (created) log.info('loadTest.created', { loadTestId: id, uid: requestedBy.uid });
  return { created };
}
