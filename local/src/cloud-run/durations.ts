import type { Duration, Timestamp } from './wire.ts';

/** An ISO 8601 instant as google.protobuf.Timestamp. */
export function toTimestamp(instant: string): Timestamp {
  const epochMs = Date.parse(instant);
  const seconds = Math.floor(epochMs / 1_000);
  return { seconds: String(seconds), nanos: Math.round(epochMs - seconds * 1_000) * 1_000_000 };
}

export function durationSeconds(duration: Duration | undefined): number {
  return Number(duration?.seconds ?? 0) + (duration?.nanos ?? 0) / 1e9;
}
