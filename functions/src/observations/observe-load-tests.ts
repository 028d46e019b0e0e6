import {
  Failure,
  type LoadObservation,
  type LoadTest,
  metricsOf,
  type ObservedKind,
  type TestedService,
} from '@proving-ground/shared';
import type { MetricDescriptor } from '../gcp/run-metrics.ts';
import type { Log } from '../platform/log.ts';
import type { ObservationStore } from '../store/observation-store.ts';
import { judgeObservation } from './judge-observation.ts';
import { keepSeen } from './keep-seen.ts';
import { observeService, type ReadSeries, unobserved } from './observe-service.ts';
import { type ObservationPlan, planObservation } from './plan-observation.ts';

/** Series are kept for weeks; a test that nobody looked at for so long is left as it is. */
const LOOK_BACK_MS = 60 * 60_000;
/** The schedule comes every minute; nobody is at work any more when it does. */
const SHIFT_MS = 50_000;

export interface ObserveDependencies {
  readonly projectId: string;
  readonly observations: ObservationStore;
  readonly listRunMetrics: () => Promise<readonly MetricDescriptor[]>;
  readonly readSeries: ReadSeries;
  readonly sleep: (ms: number) => Promise<void>;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * Every minute: looks at what Cloud Monitoring has of the services of tests that run or have just ended, and writes it over what it
 * wrote before, until nothing more is to come. It looks as often as there are new points: in the cloud, that is once.
 */
export async function observeLoadTests(dependencies: ObserveDependencies): Promise<void> {
  const { sleep, now } = dependencies;
  const untilMs = now().getTime() + SHIFT_MS;
  for (;;) {
    const periodMs = await look(dependencies);
    if (periodMs === null || now().getTime() + periodMs > untilMs) return;
    await sleep(periodMs);
  }
}

/** One look at everything; for how long there will be nothing new after it, null when nothing is to come at all. */
async function look(dependencies: ObserveDependencies): Promise<number | null> {
  const { observations, log, now } = dependencies;
  const tests = await observations.unsettled(new Date(now().getTime() - LOOK_BACK_MS));
  if (tests.length === 0) return null;
  const metrics = await knownMetrics(dependencies);
  let periodMs: number | null = null;
  for (const { test, seen } of tests) {
    try {
      const plan = planObservation(test, metrics instanceof Failure ? [] : metrics, now());
      if (!plan) continue;
      const after = await Promise.all(
        servicesOf(test).map(([kind, service]) => observe({ test, kind, service, plan, metrics, seen }, dependencies)),
      );
      await observations.save(test.id, after);
      if (after.every(({ status }) => status !== 'waiting')) continue;
      periodMs = Math.min(periodMs ?? Number.POSITIVE_INFINITY, plan.periodSeconds * 1_000);
    } catch (error) {
      // One test's trouble is not the others'.
      log.error('observation.failed', { loadTestId: test.id, error: String(error) });
    }
  }
  return periodMs;
}

async function knownMetrics({ listRunMetrics }: ObserveDependencies): Promise<readonly MetricDescriptor[] | Failure> {
  try {
    return await listRunMetrics();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

function servicesOf({ target: { agent, backend } }: LoadTest): readonly (readonly [ObservedKind, TestedService])[] {
  return [['agent', agent], ...(backend ? [['backend', backend] as const] : [])];
}

async function observe(
  wanted: {
    readonly test: LoadTest;
    readonly kind: ObservedKind;
    readonly service: TestedService;
    readonly plan: ObservationPlan;
    readonly metrics: readonly MetricDescriptor[] | Failure;
    readonly seen: readonly LoadObservation[];
  },
  { projectId, readSeries, now }: ObserveDependencies,
): Promise<LoadObservation> {
  const { test, kind, service, plan, metrics, seen } = wanted;
  const { startAt, span, periodSeconds, delaySeconds } = plan;
  const about = { projectId, region: test.target.region, serviceName: service.name, revision: service.revision };
  const found =
    metrics instanceof Failure
      ? unobserved(metrics.record)
      : await observeService({ service: about, startAt, span, descriptors: metrics }, readSeries);
  const before = seen.find((one) => one.kind === kind);
  const all = keepSeen(before ? metricsOf(before) : null, found);
  return {
    kind,
    serviceName: service.name,
    revision: service.revision,
    status: judgeObservation(all, plan),
    lookedAt: now().toISOString(),
    periodSeconds,
    delaySeconds,
    failure: metrics instanceof Failure ? metrics.record : null,
    metricsJson: JSON.stringify(all),
  };
}
