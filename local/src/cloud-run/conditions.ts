import { toTimestamp } from './durations.ts';
import type { RevisionFailure } from './service-record.ts';
import type { Condition } from './wire.ts';

export function reconciling(type: string, at: string, message?: string): Condition {
  return { type, state: 'CONDITION_RECONCILING', lastTransitionTime: toTimestamp(at), ...(message && { message }) };
}

export function succeeded(type: string, at: string): Condition {
  return { type, state: 'CONDITION_SUCCEEDED', lastTransitionTime: toTimestamp(at) };
}

export function failed(type: string, at: string, failure: RevisionFailure): Condition {
  return { type, state: 'CONDITION_FAILED', severity: 'ERROR', lastTransitionTime: toTimestamp(at), ...failure };
}
