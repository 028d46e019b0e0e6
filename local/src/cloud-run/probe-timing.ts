import type { Probe } from './wire.ts';

/** google/cloud/run/v2/k8s.min.proto, message Probe. */
export const DEFAULT_TIMEOUT_SECONDS = 1;
export const DEFAULT_PERIOD_SECONDS = 10;
export const DEFAULT_FAILURE_THRESHOLD = 3;

export interface ProbeTiming {
  readonly initialDelayMs: number;
  readonly attemptTimeoutMs: number;
  readonly periodMs: number;
  /** A container that is not ready by then has failed. */
  readonly deadlineMs: number;
}

/** The times of a start-up probe, counted from the start of the container. */
export function probeTiming(probe: Probe): ProbeTiming {
  const periodMs = (probe.periodSeconds || DEFAULT_PERIOD_SECONDS) * 1_000;
  const initialDelayMs = (probe.initialDelaySeconds ?? 0) * 1_000;
  return {
    initialDelayMs,
    attemptTimeoutMs: (probe.timeoutSeconds || DEFAULT_TIMEOUT_SECONDS) * 1_000,
    periodMs,
    deadlineMs: initialDelayMs + (probe.failureThreshold || DEFAULT_FAILURE_THRESHOLD) * periodMs,
  };
}
