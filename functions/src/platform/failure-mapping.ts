import { Failure, type FailureCode } from '@proving-ground/shared';
import { z } from 'zod';

interface Mapped {
  readonly code: FailureCode;
  readonly retryable: boolean;
}

/** By numeric gRPC status, never by message text: messages change. */
const GRPC_STATUS: Readonly<Record<number, Mapped>> = {
  1: { code: 'cancelled', retryable: false },
  3: { code: 'invalid-argument', retryable: false },
  4: { code: 'deadline-exceeded', retryable: true },
  5: { code: 'not-found', retryable: false },
  6: { code: 'already-exists', retryable: false },
  7: { code: 'permission-denied', retryable: false },
  8: { code: 'resource-exhausted', retryable: true },
  9: { code: 'failed-precondition', retryable: false },
  10: { code: 'aborted', retryable: true },
  13: { code: 'internal', retryable: true },
  14: { code: 'unavailable', retryable: true },
  16: { code: 'unauthenticated', retryable: false },
};

const HTTP_STATUS: Readonly<Record<number, Mapped>> = {
  400: { code: 'invalid-argument', retryable: false },
  401: { code: 'unauthenticated', retryable: false },
  403: { code: 'permission-denied', retryable: false },
  404: { code: 'not-found', retryable: false },
  409: { code: 'already-exists', retryable: false },
  412: { code: 'failed-precondition', retryable: false },
  429: { code: 'resource-exhausted', retryable: true },
};

/** The words of Node and of its fetch for a connection that could not be made or broke; ENOENT and the like are ours. */
const NETWORK_ERRORS =
  /^(ECONN(REFUSED|RESET|ABORTED)|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EPIPE|E(HOST|NET)UNREACH|UND_ERR_\w+|AbortError|ERR_STREAM_PREMATURE_CLOSE)$/;

const NEXT_STEPS: Readonly<Partial<Record<FailureCode, string>>> = {
  'permission-denied': 'Give the proving-ground-functions service account the roles listed in docs/security.md.',
  'resource-exhausted': 'Wait for the quota to free up, or ask for more in the Google Cloud console.',
  unavailable: 'Google Cloud did not answer; try again in a minute.',
};

/** Turns whatever a Google client threw into a Failure; `api` names the service for the reader. */
export function toFailure(api: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const { code, retryable } = mapError(error);
  return new Failure(
    {
      code,
      reason: `${api.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}_${code.toUpperCase().replaceAll('-', '_')}`,
      message: `${api}: ${error instanceof Error ? error.message : String(error)}`.slice(0, 4_000),
      nextStep: NEXT_STEPS[code] ?? 'Read the message; when it is put right, deploy again.',
      retryable,
    },
    { cause: error },
  );
}

function mapError(error: unknown): Mapped {
  // An API that was enabled a moment ago goes on refusing for a minute or two.
  if (errorReasons(error).includes('SERVICE_DISABLED')) return { code: 'failed-precondition', retryable: true };
  const { code, status } = (error ?? {}) as { readonly code?: unknown; readonly status?: unknown };
  // In HTTP it shares its number with what is there already, and only this one passes.
  if (restStatus(error) === 'ABORTED') return { code: 'aborted', retryable: true };
  if (typeof status === 'number') return httpStatus(status);
  // Google's HTTP clients put the HTTP status into `code`, its gRPC clients the gRPC status.
  if (typeof code === 'number') return code >= 100 ? httpStatus(code) : (GRPC_STATUS[code] ?? unknownError);
  if (code === 'TimeoutError') return { code: 'deadline-exceeded', retryable: true };
  return typeof code === 'string' && NETWORK_ERRORS.test(code)
    ? { code: 'unavailable', retryable: true }
    : unknownError;
}

const errorInfo = z.object({ reason: z.string().optional() });
const errorWithReason = z.object({
  /** Google's gRPC clients. */
  reason: z.string().optional(),
  /** Its HTTP client: the JSON body of the answer. */
  response: z.object({ data: z.object({ error: z.object({ details: z.array(errorInfo) }) }) }).optional(),
});
const errorWithStatus = z.object({
  response: z.object({ data: z.object({ error: z.object({ status: z.string() }) }) }),
});

/** The stable words of Google's ErrorInfo.
 * @see https://cloud.google.com/apis/design/errors#error_info */
function errorReasons(error: unknown): (string | undefined)[] {
  const { reason, response } = errorWithReason.safeParse(error).data ?? {};
  return [reason, ...(response?.data.error.details ?? []).map((detail) => detail.reason)];
}

/** The word that Google's REST APIs have for the status, beside its HTTP number.
 * @see https://cloud.google.com/apis/design/errors#http_mapping */
function restStatus(error: unknown): string | null {
  return errorWithStatus.safeParse(error).data?.response.data.error.status ?? null;
}

const unknownError: Mapped = { code: 'internal', retryable: false };

function httpStatus(status: number): Mapped {
  return HTTP_STATUS[status] ?? (status >= 500 ? { code: 'unavailable', retryable: true } : unknownError);
}

/** Runs one call of an API and translates what it throws. */
export async function callApi<T>(api: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw toFailure(api, error);
  }
}
