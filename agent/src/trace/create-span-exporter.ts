import type { Config } from '../config.ts';
import { createAccessTokens } from '../gcp/access-tokens.ts';
import type { Log } from '../log.ts';
import { SpanExporter } from './span-exporter.ts';

/** Cloud Trace takes OTLP itself: https://cloud.google.com/stackdriver/docs/reference/telemetry/overview */
const CLOUD_TRACE_HOST = 'telemetry.googleapis.com';

/** Sends spans where the configuration says; undefined when it names no place. */
export const createSpanExporter = (
  { tracing, projectId }: Pick<Config, 'tracing' | 'projectId'>,
  log: Log,
): SpanExporter | undefined => {
  if (tracing === null) return undefined;
  const { endpoint, headers, serviceName } = tracing;
  const isCloudTrace = new URL(endpoint).hostname === CLOUD_TRACE_HOST;
  return new SpanExporter({
    url: `${endpoint}/v1/traces`,
    headers,
    ...(isCloudTrace ? { authorize: createAccessTokens() } : {}),
    resource: {
      'service.name': serviceName,
      ...(projectId === undefined ? {} : { 'gcp.project_id': projectId }),
    },
    log,
  });
};
