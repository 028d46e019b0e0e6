import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { clientUrl } from '../ollama-host.ts';
import { readServerSettings } from '../server-settings.ts';
import type { CommandContext } from './command.ts';

const errorBody = z.object({ error: z.string() });

/** The server that the commands speak to. */
export class OllamaClient {
  readonly #url: string;
  readonly #signal: AbortSignal;

  constructor({ env, home, signal }: CommandContext) {
    this.#url = clientUrl(readServerSettings(env, home).host);
    this.#signal = signal;
  }

  async get<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>> {
    return schema.parse(await (await this.#send(path, {})).json());
  }

  async post<S extends z.ZodType>(path: string, body: unknown, schema: S): Promise<z.output<S>> {
    return schema.parse(await (await this.#send(path, { method: 'POST', body: JSON.stringify(body) })).json());
  }

  /** @throws Error for a line that says `error`. */
  async *postForLines<S extends z.ZodType>(path: string, body: unknown, schema: S): AsyncGenerator<z.output<S>, void> {
    const response = await this.#send(path, { method: 'POST', body: JSON.stringify(body) });
    if (!response.body) return;
    for await (const line of createInterface({ input: Readable.fromWeb(response.body) })) {
      const content: unknown = JSON.parse(line);
      const failed = errorBody.safeParse(content);
      if (failed.success) throw new Error(failed.data.error);
      yield schema.parse(content);
    }
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const response = await fetch(`${this.#url}${path}`, { ...init, signal: this.#signal }).catch((error: unknown) => {
      this.#signal.throwIfAborted();
      throw new Error("could not connect to ollama server, run 'ollama serve' to start it", { cause: error });
    });
    if (response.ok) return response;
    const text = await response.text();
    throw new Error(readError(text) ?? `the server answered ${response.status}: ${text.slice(0, 300)}`);
  }
}

function readError(text: string): string | null {
  try {
    return errorBody.parse(JSON.parse(text)).error;
  } catch {
    return null;
  }
}
