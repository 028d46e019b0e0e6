import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { answerError, answerUnknownRoute, googleError } from '../rest/google-error.ts';
import type { Monitoring } from './create-monitoring.ts';
import { descriptorMessage, type Spelling, timeSeriesMessage } from './messages.ts';
import { invalid, MonitoringError, unimplemented } from './monitoring-error.ts';
import { readAggregation } from './read-aggregation.ts';

const BASE = '/monitoring.googleapis.com/v3';

const timestamp = z.iso.datetime({ offset: true, error: 'Expected an RFC 3339 date, such as 2026-11-24T10:00:00Z.' });
const duration = z
  .string()
  .regex(/^\d+(?:\.\d+)?s$/, 'Expected seconds, such as 60s.')
  .transform((text) => Number.parseFloat(text) * 1_000);
const page = {
  filter: z.string().default(''),
  pageSize: z.coerce.number().int().default(0),
  pageToken: z.string().default(''),
  /** Of every REST API of Google. */
  alt: z.literal('json').optional(),
  prettyPrint: z.string().optional(),
  quotaUser: z.string().optional(),
  key: z.string().optional(),
};
const timeSeriesParameters = z.strictObject({
  ...page,
  'interval.startTime': timestamp.optional(),
  'interval.endTime': timestamp,
  'aggregation.alignmentPeriod': duration.optional(),
  'aggregation.perSeriesAligner': z.string().optional(),
  'aggregation.crossSeriesReducer': z.string().optional(),
  'aggregation.groupByFields': z.array(z.string()).default([]),
  view: z.enum(['FULL', 'HEADERS']).default('FULL'),
  orderBy: z.literal('', 'Unsupported: must be left blank.').optional(),
});
const descriptorParameters = z.strictObject({ ...page, activeOnly: z.stringbool().default(false) });

const REST: Spelling<string, string> = {
  timestamp: (ms) => new Date(ms).toISOString(),
  duration: (seconds) => `${seconds}s`,
};

/** The Cloud Monitoring API over REST. @see https://cloud.google.com/monitoring/api/ref_v3/rest */
export function monitoringRoutes(monitoring: Monitoring): Hono {
  const app = new Hono();
  const nameOf = (context: Context) => `projects/${context.req.param('project')}`;
  app.get(`${BASE}/projects/:project/timeSeries`, (context) => {
    const query = parametersOf(context, timeSeriesParameters);
    const endMs = Date.parse(query['interval.endTime']);
    const start = query['interval.startTime'];
    const {
      page: series,
      unit,
      nextPageToken,
    } = monitoring.listTimeSeries({
      name: nameOf(context),
      ...query,
      // Without a start, the point at the very end is asked for.
      startMs: start === undefined ? endMs - 1 : Date.parse(start),
      endMs,
      aggregation: readAggregation({
        alignmentPeriodMs: query['aggregation.alignmentPeriod'],
        perSeriesAligner: query['aggregation.perSeriesAligner'],
        crossSeriesReducer: query['aggregation.crossSeriesReducer'],
        groupByFields: query['aggregation.groupByFields'],
      }),
    });
    return context.json({
      // Empty lists and texts are left out, as REST does with defaults.
      ...(series.length > 0 && { timeSeries: series.map((one) => timeSeriesMessage(one, REST)) }),
      ...(nextPageToken !== '' && { nextPageToken }),
      unit,
    });
  });
  app.get(`${BASE}/projects/:project/metricDescriptors`, (context) => {
    const query = parametersOf(context, descriptorParameters);
    const { page: descriptors, nextPageToken } = monitoring.listMetricDescriptors({ name: nameOf(context), ...query });
    return context.json({
      ...(descriptors.length > 0 && {
        metricDescriptors: descriptors.map((descriptor) => descriptorMessage(descriptor, monitoring, REST)),
      }),
      ...(nextPageToken !== '' && { nextPageToken }),
    });
  });
  app.get(`${BASE}/projects/:project/metricDescriptors/:type{.+}`, (context) => {
    const descriptor = monitoring.getMetricDescriptor(
      `${nameOf(context)}/metricDescriptors/${context.req.param('type')}`,
    );
    return context.json(descriptorMessage(descriptor, monitoring, REST));
  });
  app.all(`${BASE}/*`, (context) => answerUnknownRoute('Cloud Monitoring', context.req.method, context.req.path));
  app.onError((error) =>
    answerError(error instanceof MonitoringError ? googleError(error.status, error.message) : error),
  );
  return app;
}

/** @throws MonitoringError that names the parameter */
function parametersOf<S extends z.ZodType>(context: Context, schema: S): z.output<S> {
  const given = context.req.queries();
  if (Object.keys(given).some((name) => name.startsWith('secondaryAggregation.'))) {
    throw unimplemented('secondary aggregation');
  }
  const parsed = schema.safeParse(
    Object.fromEntries(
      Object.entries(given).map(([name, values]) => [
        name,
        name === 'aggregation.groupByFields' ? values : values.at(-1),
      ]),
    ),
  );
  if (parsed.success) return parsed.data;
  throw invalid(z.prettifyError(parsed.error));
}
