import { entryEnvelope, type LogEntry, type LogSource, SEVERITIES, type Severity } from './log-entry.ts';

const LABELS = 'logging.googleapis.com/labels';
const TRACE = 'logging.googleapis.com/trace';
const SPAN_ID = 'logging.googleapis.com/spanId';

/**
 * One line of a container's output as Cloud Logging stores it: a JSON object becomes jsonPayload, its special fields
 * move into the entry; anything else is textPayload.
 *
 * @see https://cloud.google.com/logging/docs/structured-logging#special-payload-fields
 */
export function parseLogLine(line: string, source: LogSource, receivedAt: string): LogEntry {
  const envelope = { ...entryEnvelope(source, receivedAt), timestamp: receivedAt };
  const fields = parseObject(line);
  if (!fields) return { ...envelope, textPayload: line };

  const {
    severity,
    time,
    timestamp,
    httpRequest,
    [LABELS]: labels,
    [TRACE]: trace,
    [SPAN_ID]: spanId,
    ...rest
  } = fields;
  const level = readSeverity(severity);
  const at = readInstant(time) ?? readInstant(timestamp);
  const payload: Record<string, unknown> = { ...rest, ...(severity !== undefined && !level && { severity }) };
  const { message, ...others } = payload;
  const onlyMessage = typeof message === 'string' && Object.keys(others).length === 0;
  return {
    ...envelope,
    ...(at && { timestamp: at }),
    ...(level && { severity: level }),
    ...(isStringMap(labels) && { labels: { ...envelope.labels, ...labels } }),
    ...(typeof trace === 'string' && { trace }),
    ...(typeof spanId === 'string' && { spanId }),
    ...(httpRequest !== undefined && { httpRequest }),
    ...(onlyMessage ? { textPayload: message } : { jsonPayload: payload }),
  };
}

function parseObject(line: string): Record<string, unknown> | null {
  if (!line.startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function readSeverity(value: unknown): Severity | null {
  if (typeof value !== 'string') return null;
  const name = value.toUpperCase();
  return Object.hasOwn(SEVERITIES, name) ? (name as Severity) : null;
}

function readInstant(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const epochMs = Date.parse(value);
  return Number.isNaN(epochMs) ? null : new Date(epochMs).toISOString();
}

function isStringMap(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' && value !== null && Object.values(value).every((entry) => typeof entry === 'string')
  );
}
