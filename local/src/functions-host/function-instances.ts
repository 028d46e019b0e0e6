import { type FunctionManifest, ownInstancesOf } from './function-manifest.ts';
import type { HostRequest } from './launch-host.ts';
import { OneRequestPool, type StartTimer } from './one-request-pool.ts';
import { type FunctionInstance, startFunctionInstance } from './start-function-instance.ts';

/** How long an instance without a request stays. */
const IDLE_MS = 60_000;

export interface FunctionInstances {
  /** The instances of a function that has its own; null when the common host serves it. */
  of(functionName: string): OneRequestPool<FunctionInstance> | null;
  /** Ends all of them; resolves when they are gone. */
  stop(): Promise<void>;
}

/** The processes of the functions that get one for each request: none until the first call. */
export function createFunctionInstances(options: {
  readonly request: HostRequest;
  readonly manifest: () => FunctionManifest;
}): FunctionInstances {
  const { request, manifest } = options;
  const pools = new Map<string, OneRequestPool<FunctionInstance>>();
  return {
    of: (functionName) => {
      const served = manifest().find(({ name }) => name === functionName);
      const maxInstances = served ? ownInstancesOf(served) : null;
      if (maxInstances === null) return null;
      const known = pools.get(functionName);
      if (known) return known;
      const start = (signal: AbortSignal) => startFunctionInstance(request, { functionName, signal });
      const pool = new OneRequestPool({ start, maxInstances, idleMs: IDLE_MS, startTimer });
      pools.set(functionName, pool);
      return pool;
    },
    stop: async () => {
      await Promise.all([...pools.values()].map((pool) => pool[Symbol.asyncDispose]()));
    },
  };
}

const startTimer: StartTimer = (delayMs, action) => {
  const timer = setTimeout(action, delayMs).unref();
  return () => clearTimeout(timer);
};
