import { type LoadLevel, type LoadModel, shapeCorners } from '@proving-ground/shared';
import type { Random } from '../random/seeded-random.ts';

type OpenLoad = Extract<LoadModel, { readonly model: 'open' }>;

/**
 * When the requests of the open model are meant to start, in seconds, ascending. Arrivals are laid out on the expected
 * number of arrivals so far, evenly or by exponential gaps, and brought back to time: exact for every shape.
 */
export function* arrivalTimes({
  load,
  durationSeconds,
  random,
}: {
  readonly load: OpenLoad;
  readonly durationSeconds: number;
  readonly random: Random;
}): Generator<number, void> {
  const corners = shapeCorners(load.shape, { full: load.requestsPerSecond, durationSeconds });
  const gap = load.arrivals === 'constant' ? () => 1 : () => -Math.log(1 - random());
  let expected = load.arrivals === 'constant' ? 0 : gap();
  let passed = 0;
  for (const [index, to] of corners.entries()) {
    const from = corners[index - 1];
    if (!from) continue;
    const area = ((from.level + to.level) / 2) * (to.atSeconds - from.atSeconds);
    for (; expected < passed + area; expected += gap()) {
      const seconds = timeAtArea({ from, to, area: expected - passed });
      // Rounding may reach the very end, where nothing starts any more.
      if (seconds < durationSeconds) yield seconds;
    }
    passed += area;
  }
}

/** Where the area under the line reaches a value: level·t + slope·t²/2 solved for t, in the form that stays exact when level. */
function timeAtArea({
  from,
  to,
  area,
}: {
  readonly from: LoadLevel;
  readonly to: LoadLevel;
  readonly area: number;
}): number {
  if (area <= 0) return from.atSeconds;
  const slope = (to.level - from.level) / (to.atSeconds - from.atSeconds);
  const root = Math.sqrt(Math.max(0, from.level ** 2 + 2 * slope * area));
  return from.atSeconds + (2 * area) / (from.level + root);
}
