import type { MeasuredRevision } from '../cloud-run/revision-runtime.ts';
import type { MetricHistory } from './metric-history.ts';
import { samplesOf } from './samples-of.ts';

/** Measures at every whole period of the clock, until it is disposed. */
export function startSampler(options: {
  readonly projectId: string;
  readonly periodSeconds: number;
  readonly takeReadings: () => readonly MeasuredRevision[];
  readonly history: Pick<MetricHistory, 'append'>;
  readonly now: () => number;
}): Disposable {
  const { projectId, takeReadings, history, now } = options;
  const periodMs = options.periodSeconds * 1_000;
  let startMs = now();
  let timer: NodeJS.Timeout;

  function sample(): void {
    // The last whole period: a machine that slept, or was busy, wakes up late.
    const endMs = Math.floor(now() / periodMs) * periodMs;
    // A clock that was set back has nothing new to say until it has caught up.
    if (endMs > startMs) {
      for (const { place, reading } of takeReadings()) {
        const { location, service, revision } = place;
        history.append({
          startMs,
          endMs,
          resourceLabels: {
            project_id: projectId,
            location,
            service_name: service,
            revision_name: revision,
            configuration_name: service,
          },
          samples: samplesOf(reading),
        });
      }
      startMs = endMs;
    }
    plan();
  }
  function plan(): void {
    timer = setTimeout(sample, periodMs - (now() % periodMs)).unref();
  }
  plan();
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}
