import { z } from 'zod';
import { AGENT_DEFAULTS } from '../deployment/service-defaults.ts';
import { LOAD_LIMITS, MAX_WINDOWS } from './load-limits.ts';
import { type LoadScenario, loadScenario, meanWaitSeconds, turnsPerSession } from './load-scenario.ts';
import { SHIPPED_SCENARIO_NAMES, SHIPPED_SCENARIOS } from './load-scenarios.ts';
import { loadIntegral, loadShape, shapeCorners } from './load-shape.ts';
import { sloText } from './load-slo.ts';

/** The elasticity test of the codelab. */
export const LOAD_DEFAULTS = { users: 20, spawnRatePerSecond: 5, durationSeconds: 60 } as const;

const closedLoad = z.strictObject({
  model: z.literal('closed'),
  users: z.int().min(1).max(LOAD_LIMITS.users).default(LOAD_DEFAULTS.users),
  /** Users that join a second, where the shape jumps. */
  spawnRatePerSecond: z.number().min(0.1).max(LOAD_LIMITS.usersPerSecond).default(LOAD_DEFAULTS.spawnRatePerSecond),
  shape: loadShape.prefault({ kind: 'constant' }),
});

const openLoad = z.strictObject({
  model: z.literal('open'),
  requestsPerSecond: z.number().min(0.1).max(LOAD_LIMITS.requestsPerSecond),
  /** Evenly spaced, or at random as independent visitors come. */
  arrivals: z.enum(['constant', 'poisson']).default('poisson'),
  /** Arrivals beyond this many open requests are dropped, and counted. */
  maxInFlight: z.int().min(1).max(LOAD_LIMITS.inFlight).default(1_000),
  shape: loadShape.prefault({ kind: 'constant' }),
});

export const loadModel = z.discriminatedUnion('model', [closedLoad, openLoad]);
export type LoadModel = z.infer<typeof loadModel>;

/** What somebody asks for when they start a load test; every field has the default of the codelab. */
export const loadSpec = z
  .strictObject({
    scenario: z.union([z.enum(SHIPPED_SCENARIO_NAMES), loadScenario]).default('codelab'),
    load: loadModel.prefault({ model: 'closed' }),
    durationSeconds: z.int().min(1).max(LOAD_LIMITS.durationSeconds).default(LOAD_DEFAULTS.durationSeconds),
    requestTimeoutSeconds: z
      .number()
      .min(0.1)
      .max(LOAD_LIMITS.requestTimeoutSeconds)
      .default(AGENT_DEFAULTS.timeoutSeconds),
    /** How long open requests are waited for after the last one has started; later ones count as interrupted. */
    drainSeconds: z.int().min(0).max(LOAD_LIMITS.drainSeconds).default(30),
    /** The same seed gives the same questions and think times. */
    seed: z.int().min(0).max(0xffff_ffff).default(1),
    /** For example `p95Ms<2000,errorRate<0.01`; empty: no verdict. */
    slo: sloText.default(''),
  })
  .check((context) => {
    const most = mostRequests(context.value);
    if (most <= LOAD_LIMITS.totalRequests) return;
    context.issues.push({
      code: 'custom',
      input: context.value,
      path: ['load'],
      message: `Up to ${Math.round(most)} requests: at most ${LOAD_LIMITS.totalRequests} are allowed. Lower the load or the duration.`,
    });
  });
export type LoadSpec = z.infer<typeof loadSpec>;
/** The same before defaults are filled in: what a caller may send. */
export type LoadSpecInput = z.input<typeof loadSpec>;

export function scenarioOf({ scenario }: Pick<LoadSpec, 'scenario'>): LoadScenario {
  return typeof scenario === 'string' ? SHIPPED_SCENARIOS[scenario] : scenario;
}

/** Requests there would be if every answer came at once; without a pause only the limit itself bounds a run. */
export function mostRequests(spec: Pick<LoadSpec, 'scenario' | 'load' | 'durationSeconds'>): number {
  const { load, durationSeconds } = spec;
  const full = load.model === 'closed' ? load.users : load.requestsPerSecond;
  const area = loadIntegral(shapeCorners(load.shape, { full, durationSeconds }));
  if (load.model === 'open') return area * requestsPerVisit(spec);
  const waitSeconds = meanWaitSeconds(scenarioOf(spec).thinkTime);
  return waitSeconds === 0 ? 0 : (area / waitSeconds) * requestsPerVisit(spec) + load.users;
}

/** A task, and its part of the sessions that questions need; at most, since not every task is a question. */
export function requestsPerVisit(spec: Pick<LoadSpec, 'scenario' | 'load'>): number {
  const scenario = scenarioOf(spec);
  const asks = scenario.tasks.some(({ kind }) => kind === 'ask');
  return asks ? 1 + 1 / turnsPerSession(scenario, spec.load.model) : 1;
}

/** Length of a window of the time series: one second unless the test is so long that there would be too many. */
export function windowSecondsOf({ durationSeconds }: Pick<LoadSpec, 'durationSeconds'>): number {
  return Math.ceil(durationSeconds / MAX_WINDOWS);
}
