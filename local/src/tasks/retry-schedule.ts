import type { RetryConfig } from '../functions-host/function-manifest.ts';

export interface TaskAttempts {
  /** How often the task was tried, the failed one included. */
  readonly attempts: number;
  readonly firstAttemptAtMs: number;
}

/**
 * How long a failed task waits for its next attempt, or null when it is given up.
 * The rules of https://cloud.google.com/tasks/docs/reference/rest/v2/projects.locations.queues#RetryConfig
 */
export function retryDelayMs(config: RetryConfig, task: TaskAttempts, nowMs: number): number | null {
  return isSpent(config, task, nowMs) ? null : backoffSeconds(config, task.attempts) * 1000;
}

/** With both limits given, a task goes on until both are reached. */
function isSpent({ maxAttempts, maxRetrySeconds }: RetryConfig, task: TaskAttempts, nowMs: number): boolean {
  const attemptsSpent = maxAttempts > 0 && task.attempts >= maxAttempts;
  const limitedByTime = maxRetrySeconds !== null && maxRetrySeconds > 0;
  const timeSpent = limitedByTime && nowMs - task.firstAttemptAtMs >= maxRetrySeconds * 1000;
  if (maxAttempts <= 0) return timeSpent;
  return attemptsSpent && (!limitedByTime || timeSpent);
}

/** Doubles `maxDoublings` times, then grows by the same step, up to the maximum. */
function backoffSeconds(config: RetryConfig, attempts: number): number {
  const { minBackoffSeconds, maxBackoffSeconds, maxDoublings } = config;
  const intervals = attempts - 1;
  const doubled = 2 ** Math.min(intervals, maxDoublings);
  const added = Math.max(0, intervals - maxDoublings) * 2 ** maxDoublings;
  return Math.min(maxBackoffSeconds, minBackoffSeconds * (doubled + added));
}
