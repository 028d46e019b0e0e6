import type { Client } from 'undici';
import { Connection } from './connection.ts';
import type { HttpCall, HttpOutcome, HttpTransport } from './http-transport.ts';
import { OpenCall } from './open-call.ts';
import { SocketOpener } from './socket-opener.ts';
import type { TargetAddress } from './target-address.ts';

const JSON_BODY = { 'content-type': 'application/json' } as const;

/**
 * Sends over kept-alive connections, as many as there are open requests: half of what Node's own client costs in processor
 * time. A free connection is used again before an older one, so that a burst leaves idle ones to their server.
 */
export class UndiciTransport implements HttpTransport {
  readonly #target: TargetAddress;
  readonly #headers: () => Readonly<Record<string, string>>;
  readonly #opener: SocketOpener;
  readonly #idle: Connection[] = [];
  readonly #open = new Set<OpenCall>();
  #UndiciClient: typeof Client | undefined;
  #destroyed = false;

  constructor({
    target,
    headers,
  }: {
    readonly target: TargetAddress;
    /** Sent with every request; asked each time, so that a token may change. */
    readonly headers: () => Readonly<Record<string, string>>;
  }) {
    this.#target = target;
    this.#headers = headers;
    this.#opener = new SocketOpener(target);
  }

  /** Undici takes a tenth of a second to load, which functions that make no load need not wait for when they start. */
  async start(): Promise<void> {
    ({ Client: this.#UndiciClient } = await import('undici'));
  }

  send(call: HttpCall): Promise<HttpOutcome> {
    if (this.#destroyed) return Promise.resolve({ kind: 'interrupted' });
    return new Promise((resolve) => {
      const connection = this.#idle.pop() ?? this.#newConnection();
      const open = new OpenCall({ call, connection, onEnd: this.#release, resolve });
      this.#open.add(open);
      const { method, body } = call;
      const path = this.#target.basePath + call.path;
      const headers = body === undefined ? this.#headers() : { ...this.#headers(), ...JSON_BODY };
      connection.dispatch({ method, path, headers, body: body ?? null }, open);
    });
  }

  destroy(): void {
    this.#destroyed = true;
    for (const open of this.#open) open.end({ kind: 'interrupted' });
    for (const connection of this.#idle.splice(0)) connection.destroy();
  }

  #newConnection(): Connection {
    if (!this.#UndiciClient) throw new Error('The transport has not been started.');
    return new Connection({ UndiciClient: this.#UndiciClient, target: this.#target, opener: this.#opener });
  }

  readonly #release = (open: OpenCall, { kind }: HttpOutcome): void => {
    this.#open.delete(open);
    if (kind === 'answered' && !this.#destroyed) this.#idle.push(open.connection);
    else open.connection.destroy();
  };
}
