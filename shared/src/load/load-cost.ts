import { z } from 'zod';
import { sumKnown } from '../spending/cost.ts';
import type { LoadTestTarget } from './load-test-target.ts';

/** Between one instance of each service and as many as each may have; nobody tells which of both it was. */
export const loadCost = z.strictObject({ low: z.number(), high: z.number() });
export type LoadCost = z.infer<typeof loadCost>;

const SECONDS_PER_HOUR = 3_600;

/** What keeping the tested services busy for that long costs in USD; null when the price of one is not known. */
export function loadCostUsd(
  { agent, backend }: Pick<LoadTestTarget, 'agent' | 'backend'>,
  seconds: number,
): LoadCost | null {
  const services = backend ? [agent, backend] : [agent];
  const oneEach = sumKnown(services.map(({ costUsdPerHour }) => costUsdPerHour));
  const allOfThem = sumKnown(
    services.map(({ costUsdPerHour, maxInstances }) =>
      costUsdPerHour === null ? null : costUsdPerHour * maxInstances,
    ),
  );
  const hours = seconds / SECONDS_PER_HOUR;
  return oneEach === null || allOfThem === null ? null : { low: oneEach * hours, high: allOfThem * hours };
}
