import type { Aggregation, ThresholdCondition } from '../gcp/alert-policies.ts';

/** One service of a pair. */
export interface Watched {
  readonly region: string;
  readonly service: string;
}

const WINDOW = '300s';
const HOUR = '3600s';
const GROUP = ['resource.labels.service_name'];

/**
 * The share of requests with 5xx in five minutes, held for five minutes: a single failed request among few is out of the
 * window before that.
 */
export function errorShare(watched: Watched, share: number): ThresholdCondition {
  const sum = [aggregation(WINDOW, 'ALIGN_DELTA', 'REDUCE_SUM')];
  return {
    displayName: `${watched.service}: share of 5xx above ${share}`,
    conditionThreshold: {
      filter: `${filterOf(watched, 'request_count')} AND metric.labels.response_code_class="5xx"`,
      aggregations: sum,
      denominatorFilter: filterOf(watched, 'request_count'),
      denominatorAggregations: sum,
      comparison: 'COMPARISON_GT',
      thresholdValue: share,
      duration: WINDOW,
      evaluationMissingData: 'EVALUATION_MISSING_DATA_INACTIVE',
    },
  };
}

/** The 95th percentile of five minutes, over all revisions; starting an instance is not part of it. */
export function slowAnswers(watched: Watched, p95Seconds: number): ThresholdCondition {
  return {
    displayName: `${watched.service}: 95th percentile above ${p95Seconds} s`,
    conditionThreshold: {
      filter: filterOf(watched, 'request_latencies'),
      aggregations: [aggregation(WINDOW, 'ALIGN_DELTA', 'REDUCE_PERCENTILE_95')],
      comparison: 'COMPARISON_GT',
      thresholdValue: p95Seconds * 1_000,
      duration: WINDOW,
      evaluationMissingData: 'EVALUATION_MISSING_DATA_INACTIVE',
    },
  };
}

/** Requests have been waiting for an instance in every minute of five. */
export function waitingRequests(watched: Watched): ThresholdCondition {
  return {
    displayName: `${watched.service}: requests wait for an instance`,
    conditionThreshold: {
      filter: filterOf(watched, 'pending_queue/pending_requests'),
      aggregations: [aggregation('60s', 'ALIGN_MAX', 'REDUCE_SUM')],
      comparison: 'COMPARISON_GT',
      thresholdValue: 0,
      duration: WINDOW,
      evaluationMissingData: 'EVALUATION_MISSING_DATA_INACTIVE',
    },
  };
}

/** With 429 Cloud Run says that there was no instance to take a request. */
const MANY_REFUSED = 4;

export function refusedRequests(watched: Watched): ThresholdCondition {
  return {
    displayName: `${watched.service}: requests refused with 429`,
    conditionThreshold: {
      filter: `${filterOf(watched, 'request_count')} AND metric.labels.response_code="429"`,
      aggregations: [aggregation(WINDOW, 'ALIGN_DELTA', 'REDUCE_SUM')],
      comparison: 'COMPARISON_GT',
      thresholdValue: MANY_REFUSED,
      duration: '0s',
    },
  };
}

/** Billable seconds a second, which is how many instances were billed on average in an hour. */
export function billedInstances(watched: Watched, instances: number): ThresholdCondition {
  return {
    displayName: `${watched.service}: more than ${instances.toFixed(2)} instances billed`,
    conditionThreshold: {
      filter: filterOf(watched, 'container/billable_instance_time'),
      aggregations: [aggregation(HOUR, 'ALIGN_RATE', 'REDUCE_SUM')],
      comparison: 'COMPARISON_GT',
      thresholdValue: instances,
      duration: '0s',
    },
  };
}

/** More than one of the places that look at a public agent could not reach it. */
export function failedUptimeCheck(checkId: string): ThresholdCondition {
  return {
    displayName: 'The uptime check fails from more than one place',
    conditionThreshold: {
      filter: `metric.type="monitoring.googleapis.com/uptime_check/check_passed" AND resource.type="uptime_url" AND metric.labels.check_id="${checkId}"`,
      aggregations: [
        {
          alignmentPeriod: '1200s',
          perSeriesAligner: 'ALIGN_NEXT_OLDER',
          crossSeriesReducer: 'REDUCE_COUNT_FALSE',
          groupByFields: ['resource.labels.host'],
        },
      ],
      comparison: 'COMPARISON_GT',
      thresholdValue: 1,
      duration: '60s',
    },
  };
}

function filterOf({ region, service }: Watched, metric: string): string {
  return [
    `metric.type="run.googleapis.com/${metric}"`,
    'resource.type="cloud_run_revision"',
    `resource.labels.location="${region}"`,
    `resource.labels.service_name="${service}"`,
  ].join(' AND ');
}

function aggregation(alignmentPeriod: string, perSeriesAligner: string, crossSeriesReducer: string): Aggregation {
  return { alignmentPeriod, perSeriesAligner, crossSeriesReducer, groupByFields: GROUP };
}
