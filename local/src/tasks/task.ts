/** A task as it waits in a queue and on disk. */
export interface Task {
  /** `projects/P/locations/L/queues/Q/tasks/ID`. */
  readonly name: string;
  /** `projects/P/locations/L/queues/Q`. */
  readonly queue: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyBase64: string;
  readonly serviceAccountEmail: string;
  readonly dispatchDeadlineMs: number;
  /** When it was to run first; the handler is told. */
  readonly scheduledAtMs: number;
  /** When it is to run next: the schedule, then the retries' back-off. */
  readonly dueAtMs: number;
  /** How often it was tried. */
  readonly attempts: number;
  /** How often the handler answered at all, 5xx left out. */
  readonly executions: number;
  readonly firstAttemptAtMs: number | null;
  readonly previousStatus: number | null;
}
