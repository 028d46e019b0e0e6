import { z } from 'zod';
import { callMonitoring } from './monitoring.ts';

/** Longer than a sample takes to appear. */
const WINDOW_MINUTES = 6;

const answer = z.object({
  timeSeries: z
    .array(
      z.object({
        resource: z.object({ labels: z.record(z.string(), z.string()) }),
        points: z.array(
          z.object({
            value: z.object({ int64Value: z.coerce.number().optional(), doubleValue: z.number().optional() }),
          }),
        ),
      }),
    )
    .default([]),
});

/**
 * How many instances each service had lately at most, by `region~name`; one that is not named had none, or nothing is
 * known of it.
 * @see https://cloud.google.com/monitoring/api/metrics_gcp_p_z#gcp-run
 */
export async function instanceCounts(projectId: string, now: Date): Promise<ReadonlyMap<string, number>> {
  const query = new URLSearchParams({
    filter: 'metric.type="run.googleapis.com/container/instance_count" AND resource.type="cloud_run_revision"',
    'interval.startTime': new Date(now.getTime() - WINDOW_MINUTES * 60_000).toISOString(),
    'interval.endTime': now.toISOString(),
    'aggregation.alignmentPeriod': `${WINDOW_MINUTES * 60}s`,
    'aggregation.perSeriesAligner': 'ALIGN_MAX',
    'aggregation.crossSeriesReducer': 'REDUCE_SUM',
  });
  for (const field of ['location', 'service_name'])
    query.append('aggregation.groupByFields', `resource.labels.${field}`);
  const { timeSeries } = answer.parse(
    await callMonitoring('GET', `projects/${projectId}/timeSeries?${query.toString()}`),
  );
  return new Map(
    timeSeries.map(({ resource: { labels }, points }) => [
      `${labels['location']}~${labels['service_name']}`,
      points[0]?.value.int64Value ?? points[0]?.value.doubleValue ?? 0,
    ]),
  );
}
