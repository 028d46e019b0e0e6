import grpc from '@grpc/grpc-js';
import { durationSeconds, toTimestamp } from '../cloud-run/durations.ts';
import type { Duration, Timestamp } from '../cloud-run/wire.ts';
import { serviceDefinition } from '../grpc/descriptors.ts';
import { RpcError, unary } from '../grpc/rpc.ts';
import type { Monitoring } from './create-monitoring.ts';
import { descriptorMessage, type Spelling, timeSeriesMessage } from './messages.ts';
import { invalid, MonitoringError, unimplemented } from './monitoring-error.ts';
import { readAggregation } from './read-aggregation.ts';

interface PageMessage {
  readonly name?: string;
  readonly filter?: string;
  readonly pageSize?: number;
  readonly pageToken?: string;
}

interface ListTimeSeriesRequest extends PageMessage {
  readonly interval?: { readonly startTime?: Timestamp; readonly endTime?: Timestamp };
  readonly aggregation?: {
    readonly alignmentPeriod?: Duration;
    readonly perSeriesAligner?: string;
    readonly crossSeriesReducer?: string;
    readonly groupByFields?: readonly string[];
  };
  readonly secondaryAggregation?: object;
  readonly view?: string;
}

interface ListMetricDescriptorsRequest extends PageMessage {
  readonly activeOnly?: boolean;
}

const GRPC: Spelling<Timestamp, Duration> = {
  timestamp: (ms) => toTimestamp(new Date(ms).toISOString()),
  duration: (seconds) => ({ seconds: String(seconds), nanos: 0 }),
};

/** google.monitoring.v3.MetricService. @see https://cloud.google.com/monitoring/api/ref_v3/rpc/google.monitoring.v3 */
export function registerMonitoring(monitoring: Monitoring): (server: grpc.Server) => void {
  return (server) =>
    server.addService(serviceDefinition('monitoring', 'google.monitoring.v3.MetricService'), {
      listTimeSeries: method((request: ListTimeSeriesRequest) => listTimeSeries(request, monitoring)),
      listMetricDescriptors: method((request: ListMetricDescriptorsRequest) => {
        const { activeOnly = false } = request;
        const { page, nextPageToken } = monitoring.listMetricDescriptors({ ...pageOf(request), activeOnly });
        return { metricDescriptors: page.map((one) => descriptorMessage(one, monitoring, GRPC)), nextPageToken };
      }),
      getMetricDescriptor: method(({ name = '' }: { readonly name?: string }) =>
        descriptorMessage(monitoring.getMetricDescriptor(name), monitoring, GRPC),
      ),
    });
}

function listTimeSeries(request: ListTimeSeriesRequest, monitoring: Monitoring) {
  const { interval, aggregation = {}, view } = request;
  if (!interval?.endTime) throw invalid('Field interval.endTime had an invalid value: It must be set.');
  if (request.secondaryAggregation) throw unimplemented('secondary aggregation');
  const endMs = milliseconds(interval.endTime);
  const { page, unit, nextPageToken } = monitoring.listTimeSeries({
    ...pageOf(request),
    // Without a start, the point at the very end is asked for.
    startMs: interval.startTime ? milliseconds(interval.startTime) : endMs - 1,
    endMs,
    aggregation: readAggregation({
      alignmentPeriodMs: aggregation.alignmentPeriod && milliseconds(aggregation.alignmentPeriod),
      perSeriesAligner: aggregation.perSeriesAligner,
      crossSeriesReducer: aggregation.crossSeriesReducer,
      groupByFields: aggregation.groupByFields ?? [],
    }),
    view: view === 'HEADERS' ? 'HEADERS' : 'FULL',
  });
  return { timeSeries: page.map((series) => timeSeriesMessage(series, GRPC)), unit, nextPageToken };
}

function pageOf({ name = '', filter = '', pageSize = 0, pageToken = '' }: PageMessage) {
  return { name, filter, pageSize, pageToken };
}

const milliseconds = (moment: Timestamp | Duration) => durationSeconds(moment) * 1_000;

function method<Request, Response>(call: (request: Request) => Response) {
  return unary((request: Request) => {
    try {
      return call(request);
    } catch (error) {
      if (error instanceof MonitoringError) throw new RpcError(grpc.status[error.status], error.message);
      throw error;
    }
  });
}
