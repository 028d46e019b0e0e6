import type { MeasuredRevision } from '../cloud-run/revision-runtime.ts';
import { apiDisabledMessage } from '../service-usage/api-disabled-message.ts';
import { listMetricDescriptors, type MetricDescriptorQuery } from './list-metric-descriptors.ts';
import { listTimeSeries, type TimeSeriesQuery } from './list-time-series.ts';
import { findDescriptor, type MetricDescriptor } from './metric-descriptors.ts';
import { openMetricHistory } from './metric-history.ts';
import type { MetricTiming } from './metric-timing.ts';
import { invalid, MonitoringError } from './monitoring-error.ts';
import { pageOfPoints, readPageToken, writePageToken } from './page-of-points.ts';
import { startSampler } from './start-sampler.ts';
import type { TimeSeries } from './time-series.ts';

const API = 'monitoring.googleapis.com';
const MAX_DESCRIPTORS = 10_000;

export interface MonitoringOptions {
  readonly projectId: string;
  /** Where points are kept over a restart. */
  readonly folder: string;
  readonly timing: MetricTiming;
  /** What the revisions did since the last call. */
  readonly takeReadings: () => readonly MeasuredRevision[];
  readonly isApiEnabled: (api: string) => boolean;
  /** Told when points cannot be written. */
  readonly report: (problem: string) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface PageRequest {
  /** `projects/P`, as in every call of the API. */
  readonly name: string;
  readonly pageSize: number;
  readonly pageToken: string;
}

/** What REST and gRPC answer. Every call throws a MonitoringError for what Cloud Monitoring refuses. */
export interface Monitoring extends AsyncDisposable {
  readonly timing: MetricTiming;
  readonly projectId: string;
  listTimeSeries(
    request: PageRequest & Omit<TimeSeriesQuery, 'nowMs'> & { readonly view: 'FULL' | 'HEADERS' },
  ): Page<TimeSeries> & { readonly unit: string };
  listMetricDescriptors(request: PageRequest & MetricDescriptorQuery): Page<MetricDescriptor>;
  /** By `projects/P/metricDescriptors/TYPE`. */
  getMetricDescriptor(name: string): MetricDescriptor;
}

interface Page<T> {
  readonly page: readonly T[];
  /** Empty on the last page. */
  readonly nextPageToken: string;
}

/** Cloud Monitoring of this machine's Cloud Run: measures, keeps for a day, and answers. */
export async function createMonitoring(options: MonitoringOptions): Promise<Monitoring> {
  const { projectId, folder, timing, takeReadings, isApiEnabled, report, now = Date.now } = options;
  const history = await openMetricHistory({ folder, nowMs: now(), report });
  const sampler = startSampler({ projectId, periodSeconds: timing.periodSeconds, takeReadings, history, now });

  function requireProject(name: string, permission: string): void {
    if (name !== `projects/${projectId}`) {
      throw new MonitoringError(
        'PERMISSION_DENIED',
        `Permission ${permission} denied (or the resource may not exist).`,
      );
    }
    if (isApiEnabled(API)) return;
    throw new MonitoringError(
      'PERMISSION_DENIED',
      apiDisabledMessage({ api: 'Cloud Monitoring API', service: API, projectId }),
    );
  }
  return {
    timing,
    projectId,
    listTimeSeries: (request) => {
      requireProject(request.name, 'monitoring.timeSeries.list');
      const { view, pageSize, pageToken } = request;
      if (pageSize < 0) throw invalid('Field pageSize had an invalid value: It must not be negative.');
      const { skip, nowMs } = pageToken === '' ? { skip: 0, nowMs: now() } : readPageToken(pageToken);
      const { series, unit } = listTimeSeries({ ...request, nowMs }, { history, timing });
      const { page, nextSkip } = pageOfPoints(series, { view, pageSize, skip });
      return { page, unit, nextPageToken: nextSkip === null ? '' : writePageToken({ skip: nextSkip, nowMs }) };
    },
    listMetricDescriptors: (request) => {
      requireProject(request.name, 'monitoring.metricDescriptors.list');
      const { pageSize, pageToken } = request;
      const { skip, nowMs } = pageToken === '' ? { skip: 0, nowMs: now() } : readPageToken(pageToken);
      const all = listMetricDescriptors(request, history);
      const size = pageSize > 0 ? Math.min(pageSize, MAX_DESCRIPTORS) : MAX_DESCRIPTORS;
      const nextSkip = skip + size;
      return {
        page: all.slice(skip, nextSkip),
        nextPageToken: nextSkip < all.length ? writePageToken({ skip: nextSkip, nowMs }) : '',
      };
    },
    getMetricDescriptor: (name) => {
      const [, project = '', type = ''] = /^(projects\/[^/]+)\/metricDescriptors\/(.+)$/.exec(name) ?? [];
      requireProject(project, 'monitoring.metricDescriptors.get');
      const descriptor = findDescriptor(type);
      if (!descriptor) throw new MonitoringError('NOT_FOUND', `Could not find descriptor for metric '${type}'.`);
      return descriptor;
    },
    [Symbol.asyncDispose]: async () => {
      sampler[Symbol.dispose]();
      await history[Symbol.asyncDispose]();
    },
  };
}
