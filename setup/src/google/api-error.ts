import { z } from 'zod';

/** An answer of a Google API that is not the one that was asked for. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** The HTTP status; 0 when there was no answer at all. */
  readonly status: number;
  /** Google's own stable word, for example `SERVICE_DISABLED`; empty when it gave none. */
  readonly reason: string;

  constructor(message: string, { status, reason = '' }: { readonly status: number; readonly reason?: string }) {
    super(message);
    this.status = status;
    this.reason = reason;
  }

  /** Nothing is wrong with what was asked: later it may well be answered. */
  get isPassing(): boolean {
    return [0, 429, 500, 502, 503, 504].includes(this.status) || this.isApiOff;
  }

  /** Somebody changed or made the same thing meanwhile: what was read is out of date. */
  get isConflict(): boolean {
    return this.status === 409 || this.status === 412;
  }

  /** Also said for some minutes after the API was enabled.
   * @see https://cloud.google.com/service-usage/docs/enabled-service */
  get isApiOff(): boolean {
    return this.status === 403 && this.reason === 'SERVICE_DISABLED';
  }
}

/** Nobody is signed in on this machine, or no longer. */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError';
}

const errorBody = z.object({
  error: z.object({
    message: z.string().default(''),
    status: z.string().default(''),
    details: z.array(z.object({ reason: z.string().optional() })).default([]),
    /** How Cloud Storage words it. */
    errors: z.array(z.object({ reason: z.string().optional() })).default([]),
  }),
});

/** Reads Google's error body.
 * @see https://cloud.google.com/apis/design/errors#error_info */
export function apiErrorOf(title: string, status: number, body: unknown): ApiError {
  const { data } = errorBody.safeParse(body);
  const { message, details = [], errors = [], status: word = '' } = data?.error ?? {};
  const reason = details.find((detail) => detail.reason)?.reason ?? (word || (errors[0]?.reason ?? ''));
  return new ApiError(`${title}: ${message || `it answered with HTTP status ${status}`}`.slice(0, 2_000), {
    status,
    reason,
  });
}
