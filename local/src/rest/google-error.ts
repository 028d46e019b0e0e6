import { HTTPException } from 'hono/http-exception';

export type GoogleStatus =
  | 'INVALID_ARGUMENT'
  | 'FAILED_PRECONDITION'
  | 'PERMISSION_DENIED'
  | 'NOT_FOUND'
  | 'ALREADY_EXISTS'
  | 'UNIMPLEMENTED'
  | 'INTERNAL';

const HTTP_STATUS = {
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  UNIMPLEMENTED: 501,
  INTERNAL: 500,
} as const satisfies Record<GoogleStatus, number>;

/**
 * An error as Google's REST APIs answer it: `{error: {code, message, status}}`.
 *
 * @see https://cloud.google.com/apis/design/errors
 */
export function googleError(status: GoogleStatus, message: string): HTTPException {
  const code = HTTP_STATUS[status];
  return new HTTPException(code, {
    message,
    res: Response.json({ error: { code, message, status } }, { status: code }),
  });
}

/** The answer to whatever a handler threw. */
export function answerError(error: Error): Response {
  if (error instanceof HTTPException) return error.getResponse();
  return googleError('INTERNAL', error.message).getResponse();
}

/** The answer to a route that the twin does not have. */
export function answerUnknownRoute(api: string, method: string, path: string): Response {
  const message = `${method} ${path}: the local twin's ${api} does not have this method. docs/local-twin.md says what it has.`;
  return googleError('UNIMPLEMENTED', message).getResponse();
}
