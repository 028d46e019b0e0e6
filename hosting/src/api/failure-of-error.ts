import { Failure, type FailureCode, type FailureRecord, failureCode, failureRecord } from '@proving-ground/shared';

/** Every error of a Firebase client, told the way ours are; a record that the functions sent is passed on as it is. */
export function failureOfError(error: unknown, doing: string): Failure {
  if (error instanceof Failure) return error;
  const sent = failureRecord.safeParse(propertyOf(error, 'details'));
  if (sent.success) return new Failure(sent.data, { cause: error });
  const name = propertyOf(error, 'code');
  const code = typeof name === 'string' ? name.replace(/^[a-z-]+\//, '') : 'internal';
  return new Failure(
    { ...describe(failureCode.safeParse(code).data ?? 'internal', doing), retryable: true },
    { cause: error },
  );
}

function describe(code: FailureCode, doing: string): Omit<FailureRecord, 'retryable'> {
  switch (code) {
    case 'unauthenticated':
      return {
        code,
        reason: 'NOT_SIGNED_IN',
        message: `${doing} was refused: your sign-in is no longer valid.`,
        nextStep: 'Sign out, sign in and try again.',
      };
    case 'permission-denied':
      return {
        code,
        reason: 'ROLE_MISSING',
        message: `${doing} was refused: your role does not allow it.`,
        nextStep: 'Ask an owner of the project for a role that does.',
      };
    case 'not-found':
      return {
        code,
        reason: 'NOT_DEPLOYED',
        message: `${doing} failed: the project does not have that function.`,
        nextStep: 'Deploy the functions and the console of the same version.',
      };
    case 'deadline-exceeded':
      return {
        code,
        reason: 'TIMED_OUT',
        message: `${doing} took too long, and its outcome is not known.`,
        nextStep: 'Try again; repeating it does no harm.',
      };
    case 'resource-exhausted':
      return {
        code,
        reason: 'TOO_MANY_REQUESTS',
        message: `${doing} was refused: too much is going on, or a quota is used up.`,
        nextStep: 'Wait a minute and try again.',
      };
    case 'cancelled':
      return { code, reason: 'CANCELLED', message: `${doing} was stopped.`, nextStep: 'Try again when you like.' };
    case 'failed-precondition':
      return {
        code,
        reason: 'NOT_READY',
        message: `${doing} failed: the project is not set up for it.`,
        nextStep: 'Deploy the Firestore rules and indexes, then reload.',
      };
    case 'unavailable':
    case 'internal':
    case 'aborted':
    case 'already-exists':
    case 'invalid-argument':
      return {
        // Clients report a connection that could not be made as "internal".
        code: code === 'internal' ? 'unavailable' : code,
        reason: 'NOT_REACHED',
        message: `${doing} failed: the backend gave no usable answer.`,
        nextStep: 'Check your connection and try again; if it stays, look at the log of the functions.',
      };
  }
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
