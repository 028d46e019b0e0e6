import type { FailureType } from './build.ts';

/** Ends a build as FAILURE: what its owner can mend. */
export class BuildFailure extends Error {
  override readonly name = 'BuildFailure';
  readonly type: FailureType;

  constructor(type: FailureType, message: string) {
    super(message);
    this.type = type;
  }
}

/** What is thrown becomes such an end, unless the disk or a program of this machine failed. */
export function asFailure(type: FailureType) {
  return (error: unknown): never => {
    if (error instanceof Error && 'syscall' in error) throw error;
    throw new BuildFailure(type, error instanceof Error ? error.message : String(error));
  };
}
