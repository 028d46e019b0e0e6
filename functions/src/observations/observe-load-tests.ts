import { Failure, type LoadObservation, type LoadTest, type ObservedMetrics } from '@proving-ground/shared';
import type { MetricDescriptor } from '../gcp/run-metrics.ts';
import type { Log } from '../platform/log.ts';
import type { ObservationStore } from '../store/observation-store.ts';
import { observeService, type ReadSeries, unobserved } from './observe-service.ts';
import { planObservation } from './plan-observation.ts';

/** Longer than Cloud Monitoring takes; what could not be read by then is left as it is. */
const LOOK_BACK_MS = 15 * 60_000;

export interface ObserveDependencies {
  readonly projectId: string;
  readonly observations: ObservationStore;
  readonly listRunMetrics: () => Promise<readonly MetricDescriptor[]>;
  readonly readSeries: ReadSeries;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * Every minute: looks at what Cloud Monitoring has of the services of tests that run or have just ended, and writes it
 * over what it wrote before, until nothing more is to come. A look that is lost or comes twice does no harm.
 */
export async function observeLoadTests(dependencies: ObserveDependencies): Promise<void> {
  const { observations, log, now } = dependencies;
  const tests = await observations.unsettled(new Date(now().getTime() - LOOK_BACK_MS));
  if (tests.length === 0) return;
  const metrics = await knownMetrics(dependencies);
  for (const test of tests) {
    try {
      await observe(test, metrics, dependencies);
    } catch (error) {
      // One test's trouble is not the others'.
      log.error('observation.failed', { loadTestId: test.id, error: String(error) });
    }
  }
}

async function knownMetrics({ listRunMetrics }: ObserveDependencies): Promise<readonly MetricDescriptor[] | Failure> {
  try {
    return await listRunMetrics();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

async function observe(
  test: LoadTest,
  metrics: readonly MetricDescriptor[] | Failure,
  { projectId, observations, readSeries, now }: ObserveDependencies,
): Promise<void> {
  const descriptors = metrics instanceof Failure ? [] : metrics;
  const plan = planObservation(test, descriptors, now());
  if (!plan) return;
  const { startAt, span, periodSeconds, isLast } = plan;
  const { region, agent, backend } = test.target;
  const services = [
    { kind: 'agent' as const, name: agent.name },
    ...(backend ? [{ kind: 'backend' as const, name: backend.name }] : []),
  ];
  const seen = await Promise.all(
    services.map(async ({ kind, name }): Promise<LoadObservation> => {
      const service = { projectId, region, serviceName: name };
      const observed: ObservedMetrics =
        metrics instanceof Failure
          ? unobserved(metrics)
          : await observeService({ service, startAt, span, periodSeconds, descriptors, readSeries });
      const at = now().toISOString();
      return {
        kind,
        serviceName: name,
        lookedAt: at,
        settledAt: isLast ? at : null,
        periodSeconds,
        metricsJson: JSON.stringify(observed),
      };
    }),
  );
  await observations.save(test.id, seen);
}
