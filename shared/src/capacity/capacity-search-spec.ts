import { z } from 'zod';
import { LOAD_LIMITS } from '../load/load-limits.ts';
import { loadScenario } from '../load/load-scenario.ts';
import { SHIPPED_SCENARIO_NAMES } from '../load/load-scenarios.ts';
import { type LoadSpec, loadSpec, scenarioOf } from '../load/load-spec.ts';
import { capacitySlo, longestLatencySeconds, needsStream } from './capacity-search-slo.ts';

/** What nobody may ask of a search by mistake. */
export const CAPACITY_LIMITS = {
  maxSteps: 40,
  stepSeconds: 300,
  /** Whatever its steps: a search ends here with what it knows. */
  totalSeconds: 10_800,
  /** Of all steps together. */
  totalRequests: LOAD_LIMITS.totalRequests,
  /** Tries of one value, each twice as long as the one before. */
  attempts: 3,
  /** What the schema of a load test takes. */
  leastRate: 0.1,
  /** So many times below the first rate a search gives up. */
  shrinking: 16,
} as const;

export const CAPACITY_DEFAULTS = { slo: 'p95Ms<5000,errorRate<0.01' } as const;

/** What somebody asks for when they look for the capacity of an agent. */
export const capacitySpec = z
  .strictObject({
    /** `rate`: requests a second, as visitors come. `users`: users at the same time, each of whom waits for an answer. */
    mode: z.enum(['rate', 'users']).default('rate'),
    slo: capacitySlo.default(CAPACITY_DEFAULTS.slo),
    scenario: z.union([z.enum(SHIPPED_SCENARIO_NAMES), loadScenario]).default('codelab'),
    /** The first value, in requests a second or users. */
    startAt: z.number().min(CAPACITY_LIMITS.leastRate).max(LOAD_LIMITS.users).default(1),
    /** No step goes beyond. */
    most: z.number().min(CAPACITY_LIMITS.leastRate).max(LOAD_LIMITS.users).default(50),
    stepSeconds: z.int().min(2).max(CAPACITY_LIMITS.stepSeconds).default(30),
    /** Without the warm-up. */
    maxSteps: z.int().min(3).max(CAPACITY_LIMITS.maxSteps).default(20),
    /** How far apart what meets the thresholds and what misses them may be in the end, as a share. */
    precision: z.number().min(0.02).max(1).default(0.1),
    requestTimeoutSeconds: z.number().min(1).max(LOAD_LIMITS.requestTimeoutSeconds).default(60),
    seed: z.int().min(0).max(0xffff_ffff).default(1),
  })
  .check((context) => {
    const { mode, slo, scenario, startAt, most } = context.value;
    const refuse = (path: string, message: string) =>
      context.issues.push({ code: 'custom', input: context.value, path: [path], message });
    if (most < startAt) refuse('most', 'The most is below the first value.');
    if (mode === 'users') {
      for (const path of ['startAt', 'most'] as const) {
        if (!Number.isInteger(context.value[path])) refuse(path, 'There are no parts of users: write a whole number.');
      }
    } else if (most > LOAD_LIMITS.requestsPerSecond) {
      refuse('most', `At most ${LOAD_LIMITS.requestsPerSecond} requests a second are allowed.`);
    }
    const isStreamed = scenarioOf({ scenario }).tasks.some((task) => task.kind === 'ask' && task.stream);
    if (needsStream(slo) && !isStreamed) {
      refuse('slo', 'No question of this scenario is streamed, so the time to the first token cannot be measured.');
    }
  });
export type CapacitySpec = z.infer<typeof capacitySpec>;
/** The same before defaults are filled in: what a caller may send. */
export type CapacitySpecInput = z.input<typeof capacitySpec>;

/** The least value that a search tries when the first one misses: far below it a step has next to no requests. */
export function leastValue({ mode, startAt }: Pick<CapacitySpec, 'mode' | 'startAt'>): number {
  return mode === 'rate' ? Math.max(CAPACITY_LIMITS.leastRate, startAt / CAPACITY_LIMITS.shrinking) : 1;
}

/** The load test that tries one value. Pure. */
export function loadSpecOfStep(
  spec: CapacitySpec,
  step: { readonly value: number; readonly durationSeconds: number; readonly index: number },
): LoadSpec {
  const { value, index } = step;
  const seconds = longestLatencySeconds(spec.slo);
  return loadSpec.parse({
    scenario: spec.scenario,
    load:
      spec.mode === 'rate'
        ? { model: 'open', requestsPerSecond: value, maxInFlight: mostInFlight(value, seconds) }
        : { model: 'closed', users: value, spawnRatePerSecond: spawnRate(value, step.durationSeconds) },
    durationSeconds: step.durationSeconds,
    requestTimeoutSeconds: spec.requestTimeoutSeconds,
    drainSeconds: drainSeconds(spec),
    // Another seed for each step: the same arrivals again would be the same evidence again.
    seed: (spec.seed + index) % 2 ** 32,
    slo: spec.slo,
  });
}

/** How long a step waits for its last answers: past the limit they have missed it anyway. */
export function drainSeconds(spec: Pick<CapacitySpec, 'slo'>): number {
  const seconds = longestLatencySeconds(spec.slo) ?? 30;
  return Math.min(LOAD_LIMITS.drainSeconds, Math.max(5, Math.ceil(seconds) + 1));
}

/**
 * Open requests at which a step stops to send more. By Little's law a service that keeps the limit has no more open than
 * rate × limit; three times that has missed it, and more would only pile up in front of the agent.
 */
function mostInFlight(requestsPerSecond: number, longestSeconds: number | null): number {
  if (longestSeconds === null) return 1_000;
  return Math.min(LOAD_LIMITS.inFlight, 20 + Math.ceil(3 * requestsPerSecond * longestSeconds));
}

/** All users are there after a tenth of the step. */
function spawnRate(users: number, durationSeconds: number): number {
  return Math.min(LOAD_LIMITS.usersPerSecond, Math.max(1, users / (durationSeconds / 10)));
}
