import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { FunctionInstances } from './function-instances.ts';
import type { ServedFunction } from './function-manifest.ts';
import type { HostAddress } from './launch-host.ts';

/** Sends one request of the platform to a function and answers with the HTTP status. @throws when there is none. */
export type CallFunction = (request: {
  readonly target: Pick<ServedFunction, 'name' | 'region'>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}) => Promise<number>;

/**
 * Calls functions through their hosts, as Cloud Tasks, Cloud Scheduler and Eventarc do over HTTPS.
 *
 * Not by fetch: that gives up on its own when the headers take more than five minutes, and a task may take thirty.
 */
export function functionCaller(options: {
  /** What serves all that have no instances of their own. Asked anew each time: it is known only once it runs. */
  readonly host: () => HostAddress;
  readonly instancesOf: FunctionInstances['of'];
  readonly projectId: string;
}): CallFunction {
  const { host, instancesOf, projectId } = options;
  return async ({ target, headers, body, timeoutMs, signal: givenUp }) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    // From here on: the wait for an instance counts too.
    const signal = givenUp ? AbortSignal.any([givenUp, timeout]) : timeout;
    const send = async ({ url, dispatchHeaders }: HostAddress) => {
      const request = httpRequest(`${url}/${projectId}/${target.region}/${target.name}`, {
        method: 'POST',
        headers: { ...headers, ...dispatchHeaders },
        // A connection kept from an earlier call may be one that its host is closing just now.
        agent: false,
        signal,
      });
      // Heard by the waits below; after an answer nobody else listens, and an unheard one would end this process.
      request.on('error', () => undefined);
      request.end(body);
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      response.resume();
      await once(response, 'end');
      return response.statusCode ?? 0;
    };
    const instances = instancesOf(target.name);
    return instances ? await instances.run(send, signal) : await send(host());
  };
}
