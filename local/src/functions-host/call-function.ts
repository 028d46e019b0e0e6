import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { ServedFunction } from './function-manifest.ts';

/** Sends one request of the platform to a function and answers with the HTTP status. @throws when there is none. */
export type CallFunction = (request: {
  readonly target: Pick<ServedFunction, 'name' | 'region'>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}) => Promise<number>;

/**
 * Calls functions through their host, as Cloud Tasks, Cloud Scheduler and Eventarc do over HTTPS.
 *
 * Not by fetch: that gives up on its own when the headers take more than five minutes, and a task may take thirty.
 */
export function functionCaller(options: {
  /** Asked anew each time: the host is known only once it runs. */
  readonly host: () => { readonly url: string; readonly dispatchHeaders: Readonly<Record<string, string>> };
  readonly projectId: string;
}): CallFunction {
  const { host, projectId } = options;
  return async ({ target, headers, body, timeoutMs, signal }) => {
    const { url, dispatchHeaders } = host();
    const timeout = AbortSignal.timeout(timeoutMs);
    const request = httpRequest(`${url}/${projectId}/${target.region}/${target.name}`, {
      method: 'POST',
      headers: { ...headers, ...dispatchHeaders },
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    // Heard by the waits below; after an answer nobody else listens, and an unheard one would end this process.
    request.on('error', () => undefined);
    request.end(body);
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.resume();
    await once(response, 'end');
    return response.statusCode ?? 0;
  };
}
