import { z } from 'zod';
import { type MetricValue, metricValue } from './metric-value.ts';
import { callMonitoring } from './monitoring.ts';

const PREFIX = 'run.googleapis.com/';
/** What the cloud does, for a descriptor that does not say. */
const DEFAULT_TIMING = { samplePeriodSeconds: 60, ingestDelaySeconds: 240 };

const duration = z
  .string()
  .regex(/^\d+(\.\d+)?s$/)
  .transform((text) => Number(text.slice(0, -1)));

const descriptorPage = z.object({
  metricDescriptors: z
    .array(
      z.object({
        type: z.string(),
        metadata: z.object({ samplePeriod: duration.optional(), ingestDelay: duration.optional() }).optional(),
      }),
    )
    .default([]),
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
  const filter = `metric.type = starts_with("${PREFIX}")`;
  for await (const answer of pages(`projects/${projectId}/metricDescriptors`, { filter, pageSize: '200' })) {
    for (const { type, metadata } of descriptorPage.parse(answer).metricDescriptors) {
      found.push({
        name: type.slice(PREFIX.length),
        samplePeriodSeconds: metadata?.samplePeriod || DEFAULT_TIMING.samplePeriodSeconds,
        ingestDelaySeconds: metadata?.ingestDelay ?? DEFAULT_TIMING.ingestDelaySeconds,
      });
    }
  }
  return found;
}

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const seriesPage = z.object({
  timeSeries: z
    .array(
      z.object({
        metric: z.object({ labels: z.record(z.string(), z.string()).default({}) }).default({ labels: {} }),
        points: z
          .array(
            z.object({
              interval: z.object({ startTime: instant.optional(), endTime: instant }),
              value: metricValue,
            }),
          )
          .default([]),
      }),
    )
    .default([]),
});

export interface SeriesQuery {
  readonly projectId: string;
  readonly region: string;
  readonly serviceName: string;
  readonly revision: string;
  /** Without `run.googleapis.com/`. */
  readonly metric: string;
  /** Points that end after `start`, and by `end`. */
  readonly start: Date;
  readonly end: Date;
}

export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  /** In no order; a gauge's point begins where it ends. */
  readonly points: readonly { readonly start: Date; readonly end: Date; readonly value: MetricValue }[];
}

/**
 * The points of one metric of one revision as they were sampled: aligning them to periods of our own would move them in time.
 * @see https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.timeSeries/list
 * @throws Failure not-found when there is no such metric, permission-denied, and others
 */
export async function readSeries(query: SeriesQuery): Promise<readonly Series[]> {
  const found: Series[] = [];
  const parameters = {
    filter: [
      `metric.type = "${PREFIX}${query.metric}"`,
      'resource.type = "cloud_run_revision"',
      `resource.labels.location = "${query.region}"`,
      `resource.labels.service_name = "${query.serviceName}"`,
      `resource.labels.revision_name = "${query.revision}"`,
    ].join(' AND '),
    'interval.startTime': query.start.toISOString(),
    'interval.endTime': query.end.toISOString(),
    pageSize: '10000',
  };
  for await (const answer of pages(`projects/${query.projectId}/timeSeries`, parameters)) {
    for (const { metric, points } of seriesPage.parse(answer).timeSeries) {
      found.push({
        labels: metric.labels,
        points: points.map(({ interval: { startTime, endTime }, value }) => ({
          start: startTime ?? endTime,
          end: endTime,
          value,
        })),
      });
    }
  }
  return found;
}

const pageToken = z.object({ nextPageToken: z.string().optional() });

async function* pages(path: string, parameters: Readonly<Record<string, string>>): AsyncGenerator<unknown> {
  let next: string | undefined;
  do {
    const query = new URLSearchParams({ ...parameters, ...(next ? { pageToken: next } : {}) });
    const answer = await callMonitoring('GET', `${path}?${query.toString()}`);
    yield answer;
    next = pageToken.parse(answer).nextPageToken;
  } while (next);
}
