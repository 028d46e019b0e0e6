import { HTTPException } from 'hono/http-exception';

const REASONS = {
  400: 'invalid',
  404: 'notFound',
  409: 'conflict',
  412: 'conditionNotMet',
  501: 'notImplemented',
} as const;

/** An error in the older shape that Cloud Storage keeps to: `error.errors[]` with a reason, and no status word. */
export function storageError(code: keyof typeof REASONS, message: string): HTTPException {
  const errors = [{ message, domain: 'global', reason: REASONS[code] }];
  return new HTTPException(code, {
    message,
    res: Response.json({ error: { code, message, errors } }, { status: code }),
  });
}
