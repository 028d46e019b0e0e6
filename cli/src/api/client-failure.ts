import { Failure, type FailureCode, failureCode, failureRecord } from '@proving-ground/shared';
import { z } from 'zod';

/** Of these nobody can say whether the product did what it was asked for. */
const UNANSWERED = ['NOT_REACHED', 'CONNECTION_CUT', 'UNEXPECTED_ANSWER', 'TIMED_OUT'] as const;
type Unanswered = (typeof UNANSWERED)[number];

export function isUnanswered({ record }: Failure): boolean {
  return UNANSWERED.some((reason) => reason === record.reason);
}

/** Callables and Firestore word their errors alike; a batch of Firestore's comes as a list. */
const errorBody = z.object({
  error: z.object({ status: z.string().optional(), message: z.string().optional(), details: z.unknown().optional() }),
});

const CODE_OF_HTTP_STATUS: Readonly<Record<number, FailureCode>> = {
  401: 'unauthenticated',
  403: 'permission-denied',
  404: 'not-found',
  429: 'resource-exhausted',
  504: 'deadline-exceeded',
};

/** An answer that is an error, told the way ours are; a record that the functions sent is passed on as it is. */
export function failureOfAnswer(
  doing: string,
  answer: { readonly httpStatus: number; readonly body: unknown },
): Failure {
  const body = Array.isArray(answer.body) ? (answer.body as unknown[])[0] : answer.body;
  const error = errorBody.safeParse(body).data?.error;
  const sent = failureRecord.safeParse(error?.details);
  if (sent.success) return new Failure(sent.data);
  const named = failureCode.safeParse(error?.status?.toLowerCase().replaceAll('_', '-'));
  return describe(doing, named.data ?? CODE_OF_HTTP_STATUS[answer.httpStatus], {
    httpStatus: answer.httpStatus,
    said: error?.message ?? null,
  });
}

function describe(
  doing: string,
  code: FailureCode | undefined,
  { httpStatus, said }: { readonly httpStatus: number; readonly said: string | null },
): Failure {
  const refused = (reason: string, why: string, nextStep: string) =>
    new Failure({ code: code ?? 'internal', reason, message: `${doing}: ${why}`, nextStep, retryable: false });
  switch (code) {
    case 'unauthenticated':
      return refused('NOT_SIGNED_IN', 'the sign-in is not valid.', 'Sign in again: a token is good for an hour.');
    case 'permission-denied':
      return refused(
        'ROLE_MISSING',
        'your role does not allow it.',
        'Ask an owner of the project for a role that does.',
      );
    case 'not-found':
      return refused('NOT_DEPLOYED', 'the project does not have that.', 'Deploy functions and rules of this version.');
    case 'resource-exhausted':
      return refused('TOO_MANY_REQUESTS', 'too much is going on, or a quota is used up.', 'Try again in a minute.');
    case 'failed-precondition':
      return refused(
        'NOT_READY',
        said ?? 'the project is not set up for it.',
        'Deploy the Firestore rules and indexes.',
      );
    case 'deadline-exceeded':
      return unanswered('TIMED_OUT', `${doing} took too long, and its outcome is not known.`);
    case 'cancelled':
    case 'invalid-argument':
    case 'already-exists':
    case 'aborted':
    case 'unavailable':
    case 'internal':
    case undefined:
      return unanswered('NOT_REACHED', `${doing} got no usable answer (HTTP ${httpStatus}).`);
  }
}

const NEXT_STEPS: Readonly<Record<Unanswered, string>> = {
  NOT_REACHED: 'Check that the product runs and that the network lets you reach it, then try again.',
  CONNECTION_CUT: 'Try again.',
  UNEXPECTED_ANSWER: 'Use the command and the functions of the same version.',
  TIMED_OUT: 'Try again with the same --key; repeating it does no harm.',
};

export function unanswered(reason: Unanswered, message: string, cause?: unknown): Failure {
  const isOfOtherVersion = reason === 'UNEXPECTED_ANSWER';
  return new Failure(
    {
      code: isOfOtherVersion ? 'internal' : 'unavailable',
      reason,
      message,
      nextStep: NEXT_STEPS[reason],
      retryable: !isOfOtherVersion,
    },
    { cause },
  );
}
