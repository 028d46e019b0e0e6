import type { MetricStatus, ObservationStatus } from '@proving-ground/shared';
import { OBSERVED_CHARTS } from '../../load-view/scaling-charts.ts';
import { SERVICE_NAMES } from '../../load-view/service-names.ts';
import type { SeenService } from '../../load-view/use-observations.ts';

const STATUS_TEXTS: Readonly<Record<Exclude<MetricStatus, 'available'>, string>> = {
  empty: 'no point of it in the time of the test',
  notAvailable: 'not available in this project',
  denied: 'the functions may not read it',
  failed: 'could not be read',
};

/** What could not be shown, with why: one line for all that share it. Nobody misses the GPU of a service without one. */
export function missingMetrics(
  seen: readonly SeenService[],
  hasGpu: (kind: SeenService['kind']) => boolean,
): readonly string[] {
  return seen.flatMap(({ kind, metrics, status }) => {
    // While more may come nothing is missing yet, and of a service of which nothing came the whole is said.
    if (status === 'waiting' || status === 'unavailable') return [];
    const missing = OBSERVED_CHARTS.filter(
      ({ metric }) =>
        metrics[metric].status !== 'available' && metric !== 'pending' && (!metric.startsWith('gpu') || hasGpu(kind)),
    );
    const byStatus = Map.groupBy(missing, ({ metric }) => metrics[metric].status);
    return [...byStatus].flatMap(([reason, charts]) =>
      reason === 'available'
        ? []
        : [`${SERVICE_NAMES[kind]}, ${charts.map(({ title }) => title).join(', ')}: ${STATUS_TEXTS[reason]}.`],
    );
  });
}

export interface ObservationTrouble {
  readonly text: string;
  readonly nextStep: string;
}

const TROUBLES: Readonly<Record<Extract<ObservationStatus, 'partial' | 'unavailable'>, ObservationTrouble>> = {
  partial: {
    text: 'The metrics are partial: part of them never came.',
    nextStep: 'What is shown was measured. Where a line ends, nothing is known; that is not zero.',
  },
  unavailable: {
    text: 'Cloud Monitoring has nothing of these revisions in the time of the test.',
    nextStep: 'They may have been deleted since, or nothing reached them. Run the test again.',
  },
};

/** Why metrics are missing as a whole, and what to do; null when they are not. */
export function observationTrouble(seen: readonly SeenService[]): ObservationTrouble | null {
  const failure = seen.find((one) => one.failure !== null && one.status !== 'complete')?.failure;
  if (failure) {
    switch (failure.code) {
      case 'permission-denied':
        return {
          text: 'The functions may not read Cloud Monitoring.',
          nextStep:
            'Run npm run setup again: it grants monitoring.viewer to their account. Later tests will have metrics.',
        };
      case 'failed-precondition':
        return {
          text: 'The Cloud Monitoring API is disabled in this project.',
          nextStep: 'Run npm run setup again: it enables monitoring.googleapis.com. Later tests will have metrics.',
        };
      default:
        return {
          text: `Cloud Monitoring could not be read: ${failure.message}`,
          nextStep: 'It is looked at again until it is too late.',
        };
    }
  }
  const statuses = seen.map(({ status }) => status);
  if (statuses.length > 0 && statuses.every((status) => status === 'unavailable')) return TROUBLES.unavailable;
  return statuses.some((status) => status === 'partial' || status === 'unavailable') ? TROUBLES.partial : null;
}
