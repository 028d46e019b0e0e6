import { type Service, type ServiceSpec, SPEC_FIELDS } from './wire.ts';

/** Fields where zero was said and not merely left out: `optional` in the proto. */
const EXPLICIT: ReadonlySet<string> = new Set(['gpuZonalRedundancyDisabled', 'manualInstanceCount']);
const MAPS: ReadonlySet<string> = new Set(['labels', 'annotations', 'limits']);
/** Which member of a oneof is set, as proto-loader adds it: said by the member itself. */
const ONEOFS: ReadonlySet<string> = new Set(['values', 'probeType', 'volumeType', 'sourceType']);

/**
 * The owner's part of a message, comparable and fit for JSON: output fields are ignored, and so are zero values, which
 * proto3 does not tell from absent ones and which clients send back with what they read.
 */
export function specOf(service: Service): ServiceSpec {
  const spec = Object.fromEntries(SPEC_FIELDS.map((field) => [field, service[field]]));
  return withoutZeros(spec);
}

function withoutZeros(message: object): object {
  return Object.fromEntries(
    Object.entries(message).flatMap(([key, value]: [string, unknown]) => {
      if (ONEOFS.has(key) || key.startsWith('_') || isZero(key, value)) return [];
      return [[key, MAPS.has(key) ? { ...(value as object) } : cleaned(value)]];
    }),
  );
}

function cleaned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleaned);
  return typeof value === 'object' && value !== null ? withoutZeros(value) : value;
}

function isZero(key: string, value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (EXPLICIT.has(key)) return false;
  if (Array.isArray(value)) return value.length === 0;
  // An empty message is something: `httpGet: {}` is a probe.
  if (typeof value === 'object') return MAPS.has(key) && Object.keys(value).length === 0;
  return (
    value === 0 || value === '' || value === false || (typeof value === 'string' && value.endsWith('_UNSPECIFIED'))
  );
}
