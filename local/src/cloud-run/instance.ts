import type { Exit } from '../processes/processes.ts';

/** One running container. */
export interface Instance {
  readonly id: string;
  /** Of its first process, which leads all the others. */
  readonly pid: number;
  /** Where it listens on loopback. */
  readonly port: number;
  readonly exited: Promise<Exit>;
  /** SIGTERM, then SIGKILL; resolves when it is gone. */
  stop(): Promise<void>;
}

/** An instance that did not come up; the message says why. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}

/** No instance took the request in time. */
export class NoInstanceError extends Error {
  override readonly name = 'NoInstanceError';

  constructor() {
    super('There was no available instance.');
  }
}
