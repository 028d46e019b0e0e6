type MonitoringStatus = 'INVALID_ARGUMENT' | 'NOT_FOUND' | 'PERMISSION_DENIED' | 'UNIMPLEMENTED';

/** A call that Cloud Monitoring refuses, with the status that REST and gRPC both name. */
export class MonitoringError extends Error {
  override readonly name = 'MonitoringError';
  readonly status: MonitoringStatus;

  constructor(status: MonitoringStatus, message: string) {
    super(message);
    this.status = status;
  }
}

export const invalid = (message: string) => new MonitoringError('INVALID_ARGUMENT', message);

/** For what the real API has and the twin has not. */
export const unimplemented = (what: string) =>
  new MonitoringError('UNIMPLEMENTED', `The local twin does not have ${what}. docs/local-twin.md says what it has.`);
