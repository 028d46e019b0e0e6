import { type Front, startFront } from './front.ts';
import { shortName } from './resource-names.ts';
import { type IncomingRequest, type RequestContext, serveRequest } from './serve-request.ts';
import type { ServiceRecord } from './service-record.ts';
import type { ServiceStore } from './service-store.ts';

type FrontPorts = Pick<ServiceRecord, 'port' | 'tagPorts'>;

/** The URLs of all services. */
export interface Fronts extends AsyncDisposable {
  /**
   * Listens for a service and its tags, on the ports it had if it had some; closes the tags it no longer has.
   *
   * @throws Error when a port is taken.
   */
  open(name: string, tags: ReadonlySet<string>, known: FrontPorts): Promise<FrontPorts>;
  close(name: string): Promise<void>;
}

export function createFronts(
  context: RequestContext & {
    readonly store: Pick<ServiceStore, 'get'>;
    readonly report: (problem: string) => void;
  },
): Fronts {
  const fronts = new Map<string, Map<string | null, Front>>();

  async function listen(name: string, tag: string | null, port: number): Promise<number> {
    const own = fronts.get(name) ?? new Map<string | null, Front>();
    fronts.set(name, own);
    const open = own.get(tag);
    if (open) return open.port;
    const front = await startFront({
      port,
      report: context.report,
      name: tag === null ? `the service ${shortName(name)}` : `the tag ${tag} of the service ${shortName(name)}`,
      handle: async (request: IncomingRequest['request'], response: IncomingRequest['response']) => {
        const record = context.store.get(name);
        if (record) await serveRequest({ record, tag, request, response }, context);
        else response.destroy();
      },
    });
    own.set(tag, front);
    return front.port;
  }

  async function close(name: string): Promise<void> {
    const own = fronts.get(name);
    fronts.delete(name);
    await Promise.all([...(own?.values() ?? [])].map((front) => front[Symbol.asyncDispose]()));
  }

  return {
    open: async (name, tags, known) => {
      const port = await listen(name, null, known.port);
      const tagPorts: Record<string, number> = {};
      for (const tag of tags) tagPorts[tag] = await listen(name, tag, known.tagPorts[tag] ?? 0);
      for (const [tag, front] of fronts.get(name) ?? []) {
        if (tag === null || tags.has(tag)) continue;
        fronts.get(name)?.delete(tag);
        await front[Symbol.asyncDispose]();
      }
      return { port, tagPorts };
    },
    close,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...fronts.keys()].map(close));
    },
  };
}
