import { z } from 'zod';
import { callMonitoring } from './monitoring.ts';

const PREFIX = 'run.googleapis.com/';

const duration = z
  .string()
  .regex(/^\d+(\.\d+)?s$/)
  .transform((text) => Number(text.slice(0, -1)));

const descriptors = z.object({
  metricDescriptors: z
    .array(
      z.object({
        type: z.string(),
        metadata: z.object({ samplePeriod: duration.default(60), ingestDelay: duration.default(240) }).optional(),
      }),
    )
    .default([]),
  nextPageToken: z.string().optional(),
});

/** What Cloud Monitoring says of a metric of Cloud Run. */
export interface MetricDescriptor {
  /** Without `run.googleapis.com/`. */
  readonly name: string;
  readonly samplePeriodSeconds: number;
  /** After which a point can be read. */
  readonly ingestDelaySeconds: number;
}

/** Every metric of Cloud Run that this project knows: names of newer ones are found, not guessed.
 * @see https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.metricDescriptors/list */
export async function listRunMetrics(projectId: string): Promise<readonly MetricDescriptor[]> {
  const found: MetricDescriptor[] = [];
  let pageToken: string | undefined;
  do {
    const query = new URLSearchParams({
      filter: `metric.type = starts_with("${PREFIX}")`,
      pageSize: '200',
      ...(pageToken ? { pageToken } : {}),
    });
    const page = descriptors.parse(
      await callMonitoring('GET', `projects/${projectId}/metricDescriptors?${query.toString()}`),
    );
    for (const { type, metadata } of page.metricDescriptors) {
      found.push({
        name: type.slice(PREFIX.length),
        samplePeriodSeconds: metadata?.samplePeriod ?? 60,
        ingestDelaySeconds: metadata?.ingestDelay ?? 240,
      });
    }
    pageToken = page.nextPageToken || undefined;
  } while (pageToken);
  return found;
}

const number = z.union([z.string(), z.number()]).transform(Number);
const timeSeries = z.object({
  timeSeries: z
    .array(
      z.object({
        metric: z.object({ labels: z.record(z.string(), z.string()).default({}) }).default({ labels: {} }),
        points: z
          .array(
            z.object({
              interval: z.object({ endTime: z.string() }),
              value: z.object({
                int64Value: number.optional(),
                doubleValue: number.optional(),
                distributionValue: z.object({ count: number.default(0) }).optional(),
              }),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
  nextPageToken: z.string().optional(),
});

export interface SeriesQuery {
  readonly projectId: string;
  readonly region: string;
  readonly serviceName: string;
  /** Without `run.googleapis.com/`. */
  readonly metric: string;
  readonly start: Date;
  readonly end: Date;
  readonly periodSeconds: number;
  readonly aligner: 'ALIGN_MAX' | 'ALIGN_MEAN' | 'ALIGN_DELTA' | 'ALIGN_PERCENTILE_99';
  readonly reducer: 'REDUCE_SUM' | 'REDUCE_MAX';
  /** A label of the metric that series are kept apart by. */
  readonly groupBy?: string;
}

/** One line of values; of a distribution, how many it has. */
export interface Series {
  readonly label: string;
  /** Oldest first. */
  readonly points: readonly { readonly end: Date; readonly value: number }[];
}

/** The series of one metric of one service, aligned and reduced.
 * @see https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.timeSeries/list
 * @throws Failure not-found when there is no such metric, permission-denied, and others */
export async function readSeries(input: SeriesQuery): Promise<readonly Series[]> {
  const { projectId, groupBy } = input;
  const found: Series[] = [];
  let pageToken: string | undefined;
  do {
    const query = new URLSearchParams({
      filter: [
        `metric.type = "${PREFIX}${input.metric}"`,
        'resource.type = "cloud_run_revision"',
        `resource.labels.service_name = "${input.serviceName}"`,
        `resource.labels.location = "${input.region}"`,
      ].join(' AND '),
      'interval.startTime': input.start.toISOString(),
      'interval.endTime': input.end.toISOString(),
      'aggregation.alignmentPeriod': `${input.periodSeconds}s`,
      'aggregation.perSeriesAligner': input.aligner,
      'aggregation.crossSeriesReducer': input.reducer,
      ...(groupBy ? { 'aggregation.groupByFields': `metric.labels.${groupBy}` } : {}),
      pageSize: '10000',
      ...(pageToken ? { pageToken } : {}),
    });
    const page = timeSeries.parse(await callMonitoring('GET', `projects/${projectId}/timeSeries?${query.toString()}`));
    for (const { metric, points } of page.timeSeries) {
      found.push({
        label: groupBy ? (metric.labels[groupBy] ?? '') : '',
        points: points
          .map(({ interval, value }) => ({
            end: new Date(interval.endTime),
            value: value.int64Value ?? value.doubleValue ?? value.distributionValue?.count ?? 0,
          }))
          .sort((a, b) => a.end.getTime() - b.end.getTime()),
      });
    }
    pageToken = page.nextPageToken || undefined;
  } while (pageToken);
  return found;
}
