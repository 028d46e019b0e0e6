import { LOAD_LIMITS } from '../load/load-limits.ts';
import type { LoadTestTarget } from '../load/load-test-target.ts';
import { sumKnown } from '../spending/cost.ts';
import type { CapacityFigures } from './capacity-search.ts';

/** As `deployment-spec.ts` has it: more is a typing error for a service that costs over a dollar an hour each. */
const MOST_INSTANCES = 20;

/** Settings for a wanted rate, each by what was measured. */
export interface CapacitySuggestion {
  readonly backend: { readonly concurrency: number; readonly parallelRequests: number; readonly maxInstances: number };
  readonly agent: { readonly maxInstances: number };
  readonly reasons: readonly string[];
  /** With all suggested instances of both services busy; null where a price is not known. */
  readonly costUsdPerHour: number | null;
  /** Null unless the wanted rate needs more instances than a service may have: then what all of them would serve. */
  readonly mostPerSecond: number | null;
}

/**
 * What to set for a wanted number of answers a second, by Little's law: open questions = rate × latency. Pure; null where
 * nothing was measured that it could rest on.
 * @see https://en.wikipedia.org/wiki/Little%27s_law
 */
export function suggestSettings(input: {
  /** Of the highest value that meets the thresholds. */
  readonly figures: Pick<CapacityFigures, 'answersPerSecond' | 'avgMs'>;
  readonly target: Pick<LoadTestTarget, 'agent' | 'backend'>;
  /** What the measured model server works on at once. */
  readonly parallelRequests: number;
  readonly wantedPerSecond: number;
}): CapacitySuggestion | null {
  const { figures, target, parallelRequests, wantedPerSecond } = input;
  const { answersPerSecond, avgMs } = figures;
  const { agent, backend } = target;
  if (!backend || avgMs === null || answersPerSecond <= 0 || !(wantedPerSecond > 0)) return null;
  const seconds = avgMs / 1_000;
  const open = answersPerSecond * seconds;
  const openEach = open / backend.maxInstances;
  const perInstance = answersPerSecond / backend.maxInstances;
  const concurrency = Math.min(LOAD_LIMITS.users, Math.max(1, crowded(openEach)));
  const needed = Math.ceil(wantedPerSecond / perInstance);
  const instances = Math.min(MOST_INSTANCES, needed);
  const served = Math.min(wantedPerSecond, instances * perInstance);
  const agents = Math.min(MOST_INSTANCES, Math.max(1, Math.ceil(crowded(served * seconds) / agent.concurrency)));
  const parallel = Math.min(parallelRequests, concurrency);
  const [rate, each] = [figureText(answersPerSecond), figureText(perInstance)];
  return {
    backend: { concurrency: Math.min(1_000, concurrency), parallelRequests: parallel, maxInstances: instances },
    agent: { maxInstances: agents },
    reasons: [
      `At ${rate} answers a second that take ${figureText(seconds)} s on average, ${figureText(open)} ${figureText(open) === '1' ? 'question is' : 'questions are'} open at a time (rate × latency).`,
      ...(backend.maxInstances > 1
        ? [
            `They were shared by up to ${backend.maxInstances} instances of the model server: ${each} answers a second each.`,
          ]
        : []),
      `Concurrency ${concurrency}: questions come at random, so ${concurrency} are open at once on an instance in 95 of 100 moments. With more, Cloud Run starts another instance instead of letting them wait inside.`,
      parallel < parallelRequests
        ? `Parallel requests ${parallel}: more were hardly ever at work at once, and each slot takes memory.`
        : `Parallel requests ${parallel}: as measured; another value would be a guess.`,
      `${instances} instance${instances === 1 ? '' : 's'} of the model server: each keeps the thresholds up to ${each} answers a second, and ${figureText(wantedPerSecond)} are wanted.`,
      `${agents} instance${agents === 1 ? '' : 's'} of the agent: each takes ${agent.concurrency} open questions.`,
    ],
    costUsdPerHour: sumKnown([times(backend.costUsdPerHour, instances), times(agent.costUsdPerHour, agents)]),
    mostPerSecond: needed > MOST_INSTANCES ? served : null,
  };
}

/** Open requests that come at random are no more than this in 95 of 100 moments: about two standard deviations. */
function crowded(mean: number): number {
  return Math.ceil(mean + 2 * Math.sqrt(mean));
}

function times(costUsd: number | null, count: number): number | null {
  return costUsd === null ? null : costUsd * count;
}

function figureText(value: number): string {
  return String(Number(value.toPrecision(3)));
}
