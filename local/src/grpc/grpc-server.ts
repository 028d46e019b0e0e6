import { promisify } from 'node:util';
import grpc from '@grpc/grpc-js';

export interface GrpcServer extends AsyncDisposable {
  readonly port: number;
}

/** Serves the registered services in plain text on loopback; port 0 takes a free one. */
export async function startGrpcServer(options: {
  readonly port: number;
  readonly register: readonly ((server: grpc.Server) => void)[];
  /** Around every call, the first one outermost. */
  readonly interceptors?: readonly grpc.ServerInterceptor[];
}): Promise<GrpcServer> {
  const server = new grpc.Server({ interceptors: [...(options.interceptors ?? [])] });
  for (const register of options.register) register(server);
  const bind = promisify(server.bindAsync.bind(server));
  const port = await bind(`127.0.0.1:${options.port}`, grpc.ServerCredentials.createInsecure());
  return { port, [Symbol.asyncDispose]: async () => server.forceShutdown() };
}
