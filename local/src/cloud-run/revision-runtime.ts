import type { Identity } from '../identity/create-identity.ts';
import type { MetadataServer } from '../identity/metadata-server.ts';
import type { Logs, RevisionLog } from '../logging/create-logs.ts';
import { freePort } from '../loopback/free-port.ts';
import { type Instance, NoInstanceError } from './instance.ts';
import { InstancePool } from './instance-pool.ts';
import { type IdleMinutes, poolSettings } from './pool-settings.ts';
import { parseServiceName } from './resource-names.ts';
import type { RevisionRecord, ServiceRecord } from './service-record.ts';
import { type Launch, startInstance } from './start-instance.ts';

/** What runs: a pool of instances for each revision that was asked for. */
export interface RevisionRuntime extends AsyncDisposable {
  /** @throws NoInstanceError once the twin stops. */
  poolOf(record: ServiceRecord, revision: RevisionRecord): InstancePool;
  logOf(record: ServiceRecord, revision: RevisionRecord): RevisionLog;
  /** Brings the pools of a service in line with its record: minimum, maximum, and rest for what nobody can reach. */
  apply(record: ServiceRecord): void;
  /** Stops a revision's instances; resolves when they are gone. */
  drop(record: ServiceRecord, revision: RevisionRecord): Promise<void>;
}

export function createRevisionRuntime(options: {
  readonly launch: Launch;
  readonly identity: Pick<Identity, 'startMetadataServer'>;
  readonly logs: Logs;
  readonly idleMinutes: IdleMinutes;
}): RevisionRuntime {
  const { launch, identity, logs, idleMinutes } = options;
  const pools = new Map<string, InstancePool>();
  const metadata = new Map<string, Promise<MetadataServer>>();
  const reserved = new Set<number>();
  let closed = false;

  /** The system may give out a free port twice before the first container listens on it. */
  async function reservePort(): Promise<number> {
    for (;;) {
      const port = await freePort();
      if (reserved.has(port)) continue;
      reserved.add(port);
      return port;
    }
  }

  function metadataOf(email: string): Promise<MetadataServer> {
    let server = metadata.get(email);
    if (!server) {
      server = identity.startMetadataServer({ email });
      metadata.set(email, server);
      server.catch(() => metadata.delete(email));
    }
    return server;
  }

  function logOf(record: ServiceRecord, revision: RevisionRecord): RevisionLog {
    const { location, service } = parseServiceName(record.name);
    return logs.revision({ location, service, revision: revision.name });
  }

  async function start(record: ServiceRecord, revision: RevisionRecord, signal: AbortSignal): Promise<Instance> {
    const { env } = await metadataOf(revision.template.serviceAccount ?? '');
    const held: number[] = [];
    const reserve = async () => {
      const port = await reservePort();
      held.push(port);
      return port;
    };
    try {
      const log = logOf(record, revision);
      return await startInstance({ record, revision, launch, log, metadataEnv: env, reservePort: reserve, signal });
    } finally {
      // From here on the container itself holds its ports.
      for (const port of held) reserved.delete(port);
    }
  }

  function poolOf(record: ServiceRecord, revision: RevisionRecord): InstancePool {
    const key = keyOf(record, revision);
    let pool = pools.get(key);
    if (!pool) {
      if (closed) throw new NoInstanceError();
      pool = new InstancePool({
        settings: poolSettings(record, revision, idleMinutes),
        startupMs: revision.startupMs,
        start: (signal) => start(record, revision, signal),
      });
      pools.set(key, pool);
    }
    return pool;
  }

  return {
    poolOf,
    logOf,
    apply: (record) => {
      for (const revision of record.revisions) {
        if (revision.state !== 'ready') continue;
        const settings = poolSettings(record, revision, idleMinutes);
        if (settings.minInstances > 0) poolOf(record, revision);
        pools.get(keyOf(record, revision))?.configure(settings);
      }
    },
    drop: async (record, revision) => {
      const key = keyOf(record, revision);
      const pool = pools.get(key);
      pools.delete(key);
      await pool?.[Symbol.asyncDispose]();
    },
    [Symbol.asyncDispose]: async () => {
      closed = true;
      await Promise.all([...pools.values()].map((pool) => pool[Symbol.asyncDispose]()));
      pools.clear();
      for (const server of metadata.values()) await (await server)[Symbol.asyncDispose]();
    },
  };
}

function keyOf(record: ServiceRecord, revision: RevisionRecord): string {
  return `${record.name}/${revision.name}`;
}
