const REQUESTS = 'metric.type="run.googleapis.com/request_count" AND resource.type="cloud_run_revision"';
const SUM = [
  {
    alignmentPeriod: '300s',
    perSeriesAligner: 'ALIGN_DELTA',
    crossSeriesReducer: 'REDUCE_SUM',
    groupByFields: ['resource.labels.service_name'],
  },
];

/** More than a tenth of the requests fail for two minutes. */
export const A_POLICY = {
  displayName: 'errors',
  combiner: 'OR',
  conditions: [
    {
      displayName: 'share of 5xx',
      conditionThreshold: {
        filter: `${REQUESTS} AND metric.labels.response_code_class="5xx"`,
        aggregations: SUM,
        denominatorFilter: REQUESTS,
        denominatorAggregations: SUM,
        comparison: 'COMPARISON_GT',
        thresholdValue: 0.1,
        duration: '120s',
      },
    },
  ],
} as const;
