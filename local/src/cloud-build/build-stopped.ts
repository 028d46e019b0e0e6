/** The reason that a signal is aborted with, by the status that the build then ends in. */
export class BuildStopped extends Error {
  override readonly name = 'BuildStopped';
  readonly status: 'CANCELLED' | 'TIMEOUT';

  constructor(status: 'CANCELLED' | 'TIMEOUT', message: string) {
    super(message);
    this.status = status;
  }
}
