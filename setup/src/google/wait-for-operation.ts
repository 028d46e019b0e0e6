import { z } from 'zod';
import { ApiError } from './api-error.ts';
import type { Google } from './google.ts';
import { API_TITLES, type GoogleApi } from './google-apis.ts';

const POLL_EVERY_MS = 2_000;
/** Ten minutes: enabling a score of APIs in a new project is the slowest of them. */
const MAX_POLLS = 300;

const operation = z.object({
  /** It becomes part of a URL. */
  name: z.string().regex(/^[\w./()%:~-]+$/),
  done: z.boolean().default(false),
  error: z.object({ code: z.number().default(2), message: z.string().default('') }).optional(),
});

/** The HTTP status of a gRPC code, for those that are treated differently.
 * @see https://cloud.google.com/apis/design/errors#handling_errors */
const HTTP_STATUS: Readonly<Record<number, number>> = { 6: 409, 7: 403, 8: 429, 10: 409, 13: 500, 14: 503 };

/** Waits for what an API has begun; `started` is its answer to the call that began it.
 * @throws ApiError when it failed, or goes on for too long */
export async function waitForOperation(
  started: unknown,
  {
    api,
    version,
    google,
    pause,
  }: {
    readonly api: GoogleApi;
    readonly version: string;
    readonly google: Google;
    readonly pause: (ms: number) => Promise<void>;
  },
): Promise<void> {
  let current = operation.parse(started);
  for (let polls = 0; !current.done; polls++) {
    if (polls === MAX_POLLS) {
      throw new ApiError(`${API_TITLES[api]}: ${current.name} is still at work; run setup again later`, {
        status: 408,
      });
    }
    await pause(POLL_EVERY_MS);
    try {
      current = operation.parse(await google({ api, method: 'GET', path: `/${version}/${current.name}` }));
    } catch (error) {
      // The operation goes on whether it can be watched or not.
      if (!(error instanceof ApiError && error.isPassing)) throw error;
    }
  }
  if (current.error) {
    const { code, message } = current.error;
    throw new ApiError(`${API_TITLES[api]}: ${message}`, { status: HTTP_STATUS[code] ?? 400 });
  }
}
