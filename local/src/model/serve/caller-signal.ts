import { ApiError } from '../api-error.ts';

/** Fires when the caller goes away; with an error as its reason, where the server's own signal has a string. */
export function callerSignal({ signal }: Request): AbortSignal {
  const gone = new AbortController();
  const leave = () => gone.abort(new ApiError(400, 'request canceled'));
  if (signal.aborted) leave();
  else signal.addEventListener('abort', leave, { once: true });
  return gone.signal;
}
