import grpc from '@grpc/grpc-js';
import type { MiddlewareHandler } from 'hono';

/** What a cloud says when something is wrong with it, or when somebody else was first. */
export const FAULT_CODES = [
  'UNAVAILABLE',
  'DEADLINE_EXCEEDED',
  'RESOURCE_EXHAUSTED',
  'ABORTED',
  'ALREADY_EXISTS',
] as const;
export type FaultCode = (typeof FAULT_CODES)[number];

export interface Fault {
  readonly code: FaultCode;
  /** `before`: the call is not carried out. `after`: it is, and its answer gets lost. */
  readonly when: 'before' | 'after';
}

/** Asked at every call, by its method: `/google.cloud.run.v2.Services/GetService`, or `POST /host/path`. */
export type DrawFault = (method: string) => Fault | null;

/** The same in HTTP, as Google's REST APIs have it.
 * @see https://cloud.google.com/apis/design/errors#handling_errors */
const HTTP_STATUS: Readonly<Record<FaultCode, number>> = {
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
  RESOURCE_EXHAUSTED: 429,
  ABORTED: 409,
  ALREADY_EXISTS: 409,
};

/** Lets calls fail as drawn; every other one passes as it is. */
export function faultInterceptor(draw: DrawFault): grpc.ServerInterceptor {
  return ({ path }, call) => {
    const fault = draw(path);
    if (!fault) return new grpc.ServerInterceptingCall(call);
    const status = { code: grpc.status[fault.code], details: `Injected ${fault.when} ${path}.` };
    if (fault.when === 'after') {
      // The answer may reach the client: by the status, it is none.
      return new grpc.ServerInterceptingCall(call, {
        sendStatus: ({ metadata }, next) => next({ ...status, ...(metadata && { metadata }) }),
      });
    }
    return new grpc.ServerInterceptingCall(call, {
      start: (next) => {
        // The request goes no further, so that no handler is called.
        next({ onReceiveMessage: () => undefined, onReceiveHalfClose: () => undefined });
        call.sendStatus(status);
      },
    });
  };
}

/** The same around REST calls; Cloud Storage never says that something was aborted. */
export function faultMiddleware(draw: DrawFault): MiddlewareHandler {
  return async ({ req }, next) => {
    const method = `${req.method} ${req.path}`;
    const drawn = draw(method);
    const fault = drawn?.code === 'ABORTED' && !req.path.includes('googleapis.com/') ? null : drawn;
    if (fault?.when !== 'before') await next();
    if (!fault) return undefined;
    const { code, when } = fault;
    const error = { code: HTTP_STATUS[code], status: code, message: `Injected ${when} ${method}.` };
    return Response.json({ error }, { status: HTTP_STATUS[code] });
  };
}
