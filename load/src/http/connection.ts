import type { Socket } from 'node:net';
import type { Client, Dispatcher } from 'undici';
import type { SocketOpener } from './socket-opener.ts';
import type { TargetAddress } from './target-address.ts';

const HOUR_MS = 3_600_000;
/** A connection that the server is about to close is not used any more. */
const KEEP_ALIVE_MARGIN_MS = 1_000;

/** One kept-alive connection to the target, for one request at a time; when the server has closed it, the next one opens it anew. */
export class Connection {
  readonly #client: Client;
  #socket: Socket | undefined;

  constructor(options: {
    readonly UndiciClient: typeof Client;
    readonly target: TargetAddress;
    readonly opener: SocketOpener;
  }) {
    const { UndiciClient, target, opener } = options;
    this.#client = new UndiciClient(`${target.secure ? 'https' : 'http'}://${target.host}`, {
      pipelining: 1,
      allowH2: false,
      // Each request has a timeout of its own, from when it was sent to its last byte.
      headersTimeout: 0,
      bodyTimeout: 0,
      // Visitors may think for long: the server says when a connection has been idle for too long.
      keepAliveTimeout: HOUR_MS,
      keepAliveMaxTimeout: HOUR_MS,
      keepAliveTimeoutThreshold: KEEP_ALIVE_MARGIN_MS,
      connect: (_options, callback) => {
        this.#socket = opener.open((error, socket) =>
          error ? callback(error, null) : socket && callback(null, socket),
        );
      },
    });
  }

  dispatch(request: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void {
    this.#client.dispatch(request, handler);
  }

  /** Ends it at once, whatever it does; undici alone would let a socket that is still connecting go on. */
  destroy(): void {
    void this.#client.destroy();
    this.#socket?.destroy();
  }
}
