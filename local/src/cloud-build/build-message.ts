import type { Build, BuildRequest, BuildStep, Timestamp } from './build.ts';

interface ProtoTimestamp {
  readonly seconds: string;
  readonly nanos: number;
}

/** A build as a client's gRPC message carries it: enums as names, durations in parts. */
export type BuildMessage = Omit<BuildRequest, 'steps' | 'timeout' | 'queueTtl'> & {
  readonly steps?: readonly (Omit<BuildStep, 'timeout'> & { readonly timeout?: Partial<ProtoTimestamp> })[];
  readonly timeout?: Partial<ProtoTimestamp>;
  readonly queueTtl?: Partial<ProtoTimestamp>;
};

/** A step as a client may say it: only the server says how it went. */
export function withoutOutcome<T extends Partial<BuildStep>>(step: T): Omit<T, 'status' | 'exitCode' | 'timing'> {
  const { status: _status, exitCode: _exitCode, timing: _timing, ...rest } = step;
  return rest;
}

/** Reads a client's message; what only the server may say (status, times, results) is left out. */
export function readBuildMessage(message: BuildMessage): BuildRequest {
  const { timeout, queueTtl, source, images, logsBucket, options, substitutions, tags, serviceAccount } = message;
  const steps = (message.steps ?? []).map(({ timeout: stepTimeout, ...step }) => ({
    ...withoutOutcome(step),
    ...(stepTimeout && { timeout: readDuration(stepTimeout) }),
  }));
  return {
    steps,
    // The loader adds which of the sources is set; the REST form has no such field.
    ...(source?.storageSource ? { source: { storageSource: source.storageSource } } : source && { source }),
    ...(images && { images }),
    ...(logsBucket && { logsBucket: logsBucket.startsWith('gs://') ? logsBucket : `gs://${logsBucket}` }),
    ...(options && { options }),
    ...(substitutions && { substitutions }),
    ...(tags && { tags }),
    ...(serviceAccount && { serviceAccount }),
    ...(timeout && { timeout: readDuration(timeout) }),
    ...(queueTtl && { queueTtl: readDuration(queueTtl) }),
  };
}

const readDuration = ({ seconds = '0', nanos = 0 }: Partial<ProtoTimestamp>) => `${Number(seconds) + nanos / 1e9}s`;

const TIMES = new Set(['createTime', 'startTime', 'finishTime', 'endTime']);
const DURATIONS = new Set(['timeout', 'queueTtl']);
/** Maps of text by arbitrary names: nothing inside them is a time. */
const PLAIN_MAPS = new Set(['substitutions']);

/** The same build as a protobuf object: times and durations in parts. */
export function toBuildMessage(build: Build): object {
  return convert(build) as object;
}

function convert(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(convert);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]) => {
    if (PLAIN_MAPS.has(key)) return [key, inner];
    if (TIMES.has(key) && typeof inner === 'string') return [key, toProtoTimestamp(inner)];
    if (DURATIONS.has(key) && typeof inner === 'string') return [key, toProtoDuration(Number.parseFloat(inner))];
    // Bytes, such as in an Any, stay as they are.
    return [key, inner instanceof Uint8Array ? inner : convert(inner)];
  });
  return Object.fromEntries(entries);
}

function toProtoTimestamp(time: Timestamp) {
  const ms = Date.parse(time);
  return { seconds: Math.floor(ms / 1_000), nanos: (ms % 1_000) * 1e6 };
}

function toProtoDuration(seconds: number) {
  return { seconds: Math.floor(seconds), nanos: Math.round((seconds % 1) * 1e9) };
}
