import { z } from 'zod';

/** The codes a callable may answer with: the gRPC set that Firebase uses. */
export const failureCode = z.enum([
  'cancelled',
  'invalid-argument',
  'deadline-exceeded',
  'not-found',
  'already-exists',
  'permission-denied',
  'unauthenticated',
  'resource-exhausted',
  'failed-precondition',
  'aborted',
  'unavailable',
  'internal',
]);
export type FailureCode = z.infer<typeof failureCode>;

/** What is stored and shown of a failure: nothing in it is secret. */
export const failureRecord = z.strictObject({
  code: failureCode,
  /** Stable machine word, for example `BUILD_FAILED`. */
  reason: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
  /** What happened and why. */
  message: z.string().max(4_000),
  /** What the reader can do next. */
  nextStep: z.string().max(1_000),
  retryable: z.boolean(),
  /** Last lines of the log that explains it, oldest first. */
  logTail: z.array(z.string().max(2_000)).max(50).optional(),
});
export type FailureRecord = z.infer<typeof failureRecord>;

/** The one error class of the product: a closed code, a stable reason and details that are safe to show. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly record: FailureRecord;

  constructor(record: FailureRecord, options?: { readonly cause?: unknown }) {
    super(record.message, options);
    this.record = record;
  }
}
