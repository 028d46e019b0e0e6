import grpc from '@grpc/grpc-js';

/** A gRPC status as an exception. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  readonly code: grpc.status;

  constructor(code: grpc.status, message: string) {
    super(message);
    this.code = code;
  }
}

export const invalidArgument = (message: string) => new RpcError(grpc.status.INVALID_ARGUMENT, message);
export const notFound = (message: string) => new RpcError(grpc.status.NOT_FOUND, message);

type UnaryMethod<Request, Response> = (request: Request, metadata: grpc.Metadata) => Promise<Response> | Response;

/** Makes a grpc-js handler of a plain function; what it throws becomes the call's status. */
export function unary<Request, Response>(
  method: UnaryMethod<Request, Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    void (async () => {
      try {
        callback(null, await method(call.request, call.metadata));
      } catch (error) {
        const known = error instanceof RpcError;
        callback({
          code: known ? error.code : grpc.status.INTERNAL,
          details: error instanceof Error ? error.message : String(error),
        });
      }
    })();
  };
}
