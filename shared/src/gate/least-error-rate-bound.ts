import { type LoadScenario, meanWaitSeconds } from '../load/load-scenario.ts';
import { SHIPPED_SCENARIOS, type ShippedScenarioName } from '../load/load-scenarios.ts';
import { normalQuantile } from '../statistics/normal-quantile.ts';
import { gateLevelsOf } from './gate-levels.ts';

/** The upper bound of the error rate that is left when the most requests a gate can make all go well: a limit below can
 * never be kept. Zero for users that never pause, whose requests nothing bounds. */
export function leastErrorRateBound(gate: {
  readonly users: number;
  readonly roundSeconds: number;
  readonly minRounds: number;
  readonly maxRounds: number;
  readonly scenario: LoadScenario | ShippedScenarioName;
}): number {
  const { users, roundSeconds, maxRounds, scenario } = gate;
  const { thinkTime } = typeof scenario === 'string' ? SHIPPED_SCENARIOS[scenario] : scenario;
  const waitSeconds = meanWaitSeconds(thinkTime);
  if (waitSeconds === 0) return 0;
  const requests = maxRounds * users * (1 + roundSeconds / waitSeconds);
  // Wilson's bound at no failure.
  const zSquared = normalQuantile(1 - gateLevelsOf(gate).pass) ** 2;
  return zSquared / (requests + zSquared);
}
