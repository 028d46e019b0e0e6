import { z } from 'zod';
import { loadScenario } from '../load/load-scenario.ts';
import { SHIPPED_SCENARIO_NAMES } from '../load/load-scenarios.ts';
import { scenarioOf } from '../load/load-spec.ts';
import { gateSecondsOf, MAX_GATE_SECONDS } from './gate-rounds.ts';
import { leastErrorRateBound } from './least-error-rate-bound.ts';

/** A part of one, refused in percent, as people think of it. */
function share(limits: { readonly least: number; readonly most: number; readonly why: string }) {
  const { least, most, why } = limits;
  const message = `Between ${least * 100} % and ${most * 100} %${why}`;
  return z.number().refine((value) => value >= least && value <= most, message);
}
/** Two runs of the very same thing differ by more than less. */
const increase = share({ least: 0.05, most: 10, why: ': below, chance alone would decide.' });
const errorIncrease = share({ least: 0.001, most: 1, why: '.' });
const goodput = share({ least: 0.1, most: 0.95, why: ': above, chance alone would decide.' });
/** Order evens out over two rounds: old, new, new, old. */
const rounds = z
  .int()
  .min(4)
  .max(20)
  .refine((value) => value % 2 === 0, 'Use an even number: two rounds make up for what drifts meanwhile.');

/** What a release must keep to get the traffic, and how long both releases are tested for that. */
export const gateSpec = z
  .strictObject({
    /** How much slower the 95th percentile of the answers may be: 0.2 is a fifth. */
    maxP95Increase: increase.default(0.2),
    /** The same for the time to the first token, which scatters more; null: not judged. */
    maxTtftP95Increase: increase.nullable().default(0.3),
    /** How much higher the share of failed requests may be: 0.02 is two in a hundred. */
    maxErrorRateIncrease: errorIncrease.default(0.02),
    /** How many good answers a second there must be for each one that the serving release gives. */
    minGoodputRatio: goodput.default(0.9),
    users: z.int().min(1).max(500).default(10),
    /** Each round asks both releases for that long, one after the other. */
    roundSeconds: z.int().min(5).max(120).default(20),
    minRounds: rounds.default(4),
    maxRounds: rounds.default(12),
    scenario: z.union([z.enum(SHIPPED_SCENARIO_NAMES), loadScenario]).default('streaming-chat'),
  })
  .check((context) => {
    const gate = context.value;
    const refuse = (field: keyof typeof gate, message: string) =>
      context.issues.push({ code: 'custom', input: gate, path: [field], message });
    const { tasks } = scenarioOf(gate);
    if (!tasks.some(({ kind }) => kind === 'ask')) {
      refuse('scenario', 'This scenario asks the agent nothing, so it says nothing about its answers.');
    } else if (gate.maxTtftP95Increase !== null && !tasks.some((task) => task.kind === 'ask' && task.stream)) {
      refuse('maxTtftP95Increase', 'This scenario does not stream, so there is no first token to wait for.');
    }
    if (gate.maxRounds < gate.minRounds) refuse('maxRounds', 'The most rounds are below the least.');
    else if (gateSecondsOf(gate).most > MAX_GATE_SECONDS) {
      refuse(
        'maxRounds',
        `The gate could take longer than ${MAX_GATE_SECONDS / 60} minutes: use fewer or shorter rounds.`,
      );
    }
    const bound = leastErrorRateBound(gate);
    if (gate.maxErrorRateIncrease < bound) {
      const percent = (bound * 100).toFixed(1);
      refuse(
        'maxErrorRateIncrease',
        `So few requests leave room for ${percent} % even without one error: allow more, or use more users or longer rounds.`,
      );
    }
  });
export type GateSpec = z.infer<typeof gateSpec>;
export type GateSpecInput = z.input<typeof gateSpec>;
