import { randomUUID } from 'node:crypto';
import {
  type LoadShardStatus,
  type LoadSpec,
  type LoadState,
  scenarioOf,
  windowSecondsOf,
} from '@proving-ground/shared';
import { AgentClient } from '../agent/agent-client.ts';
import { Authorization, type Authorize } from '../http/authorization.ts';
import type { HttpTransport } from '../http/http-transport.ts';
import { parseTarget } from '../http/target-address.ts';
import { UndiciTransport } from '../http/undici-transport.ts';
import type { ShardPlan } from '../plan/plan-shards.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import { Sleepers } from '../time/sleepers.ts';
import { Recorder } from './recorder.ts';
import { runClosed } from './run-closed.ts';
import type { RunContext } from './run-context.ts';
import { runOpen } from './run-open.ts';

const MS_PER_SECOND = 1_000;

export interface ShardRunOptions {
  readonly plan: ShardPlan;
  readonly spec: LoadSpec;
  /** Base URL of the agent. */
  readonly targetUrl: string;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly authorize?: Authorize;
  /** Ends the run at once, as `stop` does. */
  readonly signal?: AbortSignal;
  /** For tests: time, names and the network. */
  readonly clock?: Clock;
  readonly newId?: () => string;
  readonly transport?: HttpTransport;
}

export interface ShardRun {
  /** Everything measured so far; cheap enough for every second. */
  snapshot(): LoadState;
  /** The final state. Rejects only when the run could not start or the engine itself failed. */
  readonly done: Promise<LoadState>;
  /** Ends the run at once: open requests are cut off and counted as interrupted. */
  stop(): void;
}

/** Starts one shard of a load test: it waits for the common start, runs its part and drains.
 * @throws Failure when the target is no URL */
export function createShardRun(options: ShardRunOptions): ShardRun {
  const { plan, spec, signal, clock = systemClock, newId = randomUUID } = options;
  const scenario = scenarioOf(spec);
  const authorization = options.authorize && new Authorization({ authorize: options.authorize, clock });
  const transport = options.transport ?? undiciTransport(options, authorization);
  const sleepers = new Sleepers(clock);
  const recorder = new Recorder({ plan, scenario, windowSeconds: windowSecondsOf(spec) });
  const client = new AgentClient({ transport, clock, scenario, timeoutMs: spec.requestTimeoutSeconds * MS_PER_SECOND });

  let status: LoadShardStatus = 'waiting';
  let open = true;
  let requests = 0;
  const close = (): void => {
    open = false;
    sleepers.wakeAll();
  };
  const stop = (): void => {
    if (status !== 'waiting' && status !== 'running') return;
    status = 'stopped';
    close();
    authorization?.stop();
    transport.destroy();
  };
  const mayRequest = (): boolean => {
    if (!open) return false;
    if (requests >= plan.maxRequests) {
      // Told as stopped: the load was not what was asked for.
      status = 'stopped';
      close();
      return false;
    }
    requests += 1;
    return true;
  };
  const run: RunContext = {
    plan,
    spec,
    scenario,
    clock,
    sleepers,
    client,
    recorder,
    isOpen: () => open,
    mayRequest,
    newId,
  };
  const timers: (() => void)[] = [];

  const drive = async (): Promise<LoadState> => {
    try {
      await Promise.all([transport.start(), authorization?.start()]);
      await sleepers.until(plan.startAtMs);
      if (open) {
        status = 'running';
        const endAtMs = plan.startAtMs + spec.durationSeconds * MS_PER_SECOND;
        timers.push(clock.schedule(endAtMs, close));
        timers.push(clock.schedule(endAtMs + spec.drainSeconds * MS_PER_SECOND, () => transport.destroy()));
        await (spec.load.model === 'closed' ? runClosed(run) : runOpen(run));
        if (status === 'running') status = 'finished';
      }
      return recorder.state(status, clock.nowMs());
    } catch (error) {
      // Whoever stops a run while it waits for its token wants no error.
      if (status === 'stopped') return recorder.state(status, clock.nowMs());
      status = 'failed';
      throw error;
    } finally {
      close();
      for (const cancel of timers) cancel();
      signal?.removeEventListener('abort', stop);
      authorization?.stop();
      transport.destroy();
    }
  };

  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  return { snapshot: () => recorder.state(status, clock.nowMs()), done: drive(), stop };
}

function undiciTransport(options: ShardRunOptions, authorization: Authorization | undefined): HttpTransport {
  const { headers = {} } = options;
  return new UndiciTransport({
    target: parseTarget(options.targetUrl),
    headers: () => (authorization?.value === undefined ? headers : { ...headers, authorization: authorization.value }),
  });
}
