import { randomUUID } from 'node:crypto';

/** https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#LogSeverity */
export const SEVERITIES = {
  DEFAULT: 0,
  DEBUG: 100,
  INFO: 200,
  NOTICE: 300,
  WARNING: 400,
  ERROR: 500,
  CRITICAL: 600,
  ALERT: 700,
  EMERGENCY: 800,
} as const;
export type Severity = keyof typeof SEVERITIES;

/** What a log belongs to. */
export interface RevisionPlace {
  readonly location: string;
  readonly service: string;
  readonly revision: string;
}

/** https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#HttpRequest */
export interface HttpRequest {
  readonly requestMethod: string;
  readonly requestUrl: string;
  readonly status: number;
  /** Bytes, headers included. */
  readonly responseSize: string;
  readonly userAgent: string;
  readonly remoteIp: string;
  /** For example `0.012345s`. */
  readonly latency: string;
  readonly protocol: string;
}

/** A LogEntry as the REST API answers it. */
export interface LogEntry {
  readonly insertId: string;
  readonly logName: string;
  readonly resource: { readonly type: 'cloud_run_revision'; readonly labels: Readonly<Record<string, string>> };
  readonly timestamp: string;
  readonly receiveTimestamp: string;
  /** Absent means DEFAULT, as in the API's JSON. */
  readonly severity?: Severity;
  readonly textPayload?: string;
  readonly jsonPayload?: Readonly<Record<string, unknown>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly trace?: string;
  readonly spanId?: string;
  /** A container may say anything in its own. */
  readonly httpRequest?: unknown;
}

type LogStream = 'stdout' | 'stderr' | 'varlog/system' | 'requests';

export interface LogSource extends RevisionPlace {
  readonly projectId: string;
  readonly stream: LogStream;
  readonly instanceId?: string;
}

/** The part of an entry that does not depend on what was logged. */
export function entryEnvelope(source: LogSource, receivedAt: string): Omit<LogEntry, 'timestamp'> {
  const { projectId, location, service, revision, instanceId } = source;
  return {
    insertId: randomUUID(),
    logName: `projects/${projectId}/logs/run.googleapis.com%2F${encodeURIComponent(source.stream)}`,
    resource: {
      type: 'cloud_run_revision',
      labels: {
        project_id: projectId,
        service_name: service,
        location,
        revision_name: revision,
        configuration_name: service,
      },
    },
    receiveTimestamp: receivedAt,
    ...(instanceId !== undefined && { labels: { instanceId } }),
  };
}
