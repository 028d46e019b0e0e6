import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { TargetAddress } from './target-address.ts';

/** Settles once: with the socket when it may be written to, or with why it may not. */
export type OnOpened = (error: Error | null, socket: Socket | null) => void;

/** Opens connections to one target; over TLS each resumes the session of an earlier one, as browsers do. */
export class SocketOpener {
  readonly #target: TargetAddress;
  #session: Buffer | undefined;

  constructor(target: TargetAddress) {
    this.#target = target;
  }

  /** Gives the socket at once, so that it can be destroyed while it connects. */
  open(onOpened: OnOpened): Socket {
    const socket = this.#target.secure ? this.#connectTls() : this.#connect();
    const fail = (error: Error): void => onOpened(error, null);
    socket.once(this.#target.secure ? 'secureConnect' : 'connect', () => {
      socket.off('error', fail);
      onOpened(null, socket);
    });
    socket.once('error', fail);
    return socket;
  }

  #connect(): Socket {
    const { hostname: host, port } = this.#target;
    return connect({ host, port, noDelay: true });
  }

  #connectTls(): Socket {
    const { hostname: host, port } = this.#target;
    const socket = connectTls({
      host,
      port,
      ALPNProtocols: ['http/1.1'],
      // An address has no name to ask for.
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(this.#session ? { session: this.#session } : {}),
    });
    socket.setNoDelay(true);
    socket.on('session', (session) => {
      this.#session = session;
    });
    return socket;
  }
}
