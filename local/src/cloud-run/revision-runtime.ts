import type { Identity } from '../identity/create-identity.ts';
import type { MetadataServer } from '../identity/metadata-server.ts';
import type { Logs, RevisionLog } from '../logging/create-logs.ts';
import { freePort } from '../loopback/free-port.ts';
import type { ReadUsage } from '../processes/process-usage.ts';
import { type Instance, NoInstanceError } from './instance.ts';
import { InstancePool } from './instance-pool.ts';
import { type IdleMinutes, poolSettings } from './pool-settings.ts';
import { resourceLimits } from './resource-limits.ts';
import { parseServiceName, type ServicePlace } from './resource-names.ts';
import { RevisionMeter, type RevisionReading } from './revision-meter.ts';
import type { RevisionRecord, ServiceRecord } from './service-record.ts';
import { type Launch, startInstance } from './start-instance.ts';

/** What runs: a pool of instances for each revision that was asked for. */
export interface RevisionRuntime extends AsyncDisposable {
  /** @throws NoInstanceError once the twin stops. */
  poolOf(record: ServiceRecord, revision: RevisionRecord): InstancePool;
  logOf(record: ServiceRecord, revision: RevisionRecord): RevisionLog;
  meterOf(record: ServiceRecord, revision: RevisionRecord): RevisionMeter;
  /** What every revision with instances did since the last call. */
  takeReadings(): readonly MeasuredRevision[];
  /** Brings the pools of a service in line with its record: minimum, maximum, and rest for what nobody can reach. */
  apply(record: ServiceRecord): void;
  /** Stops a revision's instances; resolves when they are gone. */
  drop(record: ServiceRecord, revision: RevisionRecord): Promise<void>;
}

/** A revision and what it did. */
export interface MeasuredRevision {
  readonly place: Omit<ServicePlace, 'projectId'> & { readonly revision: string };
  readonly reading: RevisionReading;
}

export function createRevisionRuntime(options: {
  readonly launch: Launch;
  readonly identity: Pick<Identity, 'startMetadataServer'>;
  readonly machineEnv: Readonly<Record<string, string>>;
  readonly logs: Logs;
  readonly idleMinutes: IdleMinutes;
  readonly readUsage: ReadUsage;
}): RevisionRuntime {
  const { launch, identity, machineEnv, logs, idleMinutes, readUsage } = options;
  const pools = new Map<string, InstancePool>();
  const meters = new Map<string, { readonly place: MeasuredRevision['place']; readonly meter: RevisionMeter }>();
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
      const here = { ...machineEnv, ...env };
      return await startInstance({ record, revision, launch, log, machineEnv: here, reservePort: reserve, signal });
    } finally {
      // From here on the container itself holds its ports.
      for (const port of held) reserved.delete(port);
    }
  }

  function meterOf(record: ServiceRecord, revision: RevisionRecord): RevisionMeter {
    const key = keyOf(record, revision);
    const known = meters.get(key);
    if (known) return known.meter;
    const { location, service } = parseServiceName(record.name);
    const { template } = revision;
    const meter = new RevisionMeter({
      limits: resourceLimits(template),
      alwaysBilled: template.containers?.[0]?.resources?.cpuIdle !== true,
    });
    meters.set(key, { place: { location, service, revision: revision.name }, meter });
    return meter;
  }

  function takeReadings(): readonly MeasuredRevision[] {
    const nowMs = performance.now();
    return [...meters].flatMap(([key, { place, meter }]) => {
      const reading = meter.take({ nowMs, waitingCount: pools.get(key)?.waitingCount ?? 0 });
      if (reading) return [{ place, reading }];
      // All has been said of a revision that is gone.
      if (!pools.has(key)) meters.delete(key);
      return [];
    });
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
        meter: meterOf(record, revision),
        readUsage,
      });
      pools.set(key, pool);
    }
    return pool;
  }

  return {
    poolOf,
    logOf,
    meterOf,
    takeReadings,
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
