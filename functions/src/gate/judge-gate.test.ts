import { createRandom } from '@proving-ground/load';
import {
  GATE_PRESET_NAMES,
  GATE_PRESETS,
  type GateSpec,
  type GateSpecInput,
  gateSpec,
  isGateLook,
} from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import { someGateFigures } from '../testing/gate-figures.ts';
import { type ScatteredRelease, scatteredRounds } from '../testing/scattered-release.ts';
import { type GateVerdict, judgeGate } from './judge-gate.ts';

const GATE = gateSpec.parse({});
const AS_BEFORE: ScatteredRelease = { slowness: 1, errorRate: 0.002 };
/** Only a ceiling for a busy machine. */
const TIMEOUT_MS = 60_000;

const roundsOf = (count: number, next: Parameters<typeof someGateFigures>[0], old = someGateFigures()) =>
  Array.from({ length: count }, (_, index) => ({ round: index + 1, old, new: someGateFigures(next) }));
const verdictsOf = (gate: GateSpec, rounds: Parameters<typeof judgeGate>[1]) =>
  Object.fromEntries(judgeGate(gate, rounds).criteria.map(({ id, verdict }) => [id, verdict]));

describe('rounds that all say the same', () => {
  test('of the same release keep every limit', () => {
    expect(judgeGate(GATE, roundsOf(4, {})).verdict).toBe('passed');
  });

  test.each([
    [{ p95Ms: 1_900 }, 'p95'],
    [{ ttftP95Ms: 600 }, 'ttftP95'],
    [{ failures: 50 }, 'errorRate'],
    [{ goodAnswers: 300 }, 'goodput'],
  ] as const)('with %j miss the limit of that one thing', (next, id) => {
    const { verdict, criteria } = judgeGate(GATE, roundsOf(4, next));
    expect(verdict).toBe('refused');
    expect(criteria.filter((criterion) => criterion.verdict === 'violates').map((criterion) => criterion.id)).toEqual([
      id,
    ]);
  });

  test('with a better new release pass', () => {
    expect(judgeGate(GATE, roundsOf(4, { p95Ms: 700, ttftP95Ms: 200, goodAnswers: 600 })).verdict).toBe('passed');
  });

  test('leave the first token out when it is not judged', () => {
    const gate = gateSpec.parse({ maxTtftP95Increase: null });
    const { verdict, criteria } = judgeGate(gate, roundsOf(4, { ttftP95Ms: 9_000 }));
    expect(verdict).toBe('passed');
    expect(criteria.map(({ id }) => id)).toEqual(['p95', 'errorRate', 'goodput']);
  });
});

describe('a release that answers nothing', () => {
  const nothing = { failures: 500, goodAnswers: 0, p95Ms: null, ttftP95Ms: null };

  test('is refused, though there is no percentile to compare', () => {
    expect(judgeGate(GATE, roundsOf(4, nothing)).verdict).toBe('refused');
    expect(verdictsOf(GATE, roundsOf(4, nothing))).toEqual({
      ...{ p95: 'unclear', ttftP95: 'unclear', errorRate: 'violates', goodput: 'violates' },
    });
  });

  test('and whose requests never even ended, too', () => {
    const hung = { ...nothing, requests: 0, failures: 0 };
    expect(verdictsOf(GATE, roundsOf(4, hung))).toMatchObject({ errorRate: 'unclear', goodput: 'violates' });
  });

  test('is no evidence against the new one when the old one answers nothing either', () => {
    expect(judgeGate(GATE, roundsOf(4, nothing, someGateFigures(nothing))).verdict).toBe('unclear');
  });
});

/** What a gate comes to that looks as often as it is meant to, and stops once the matter is clear. */
function lastVerdict(gate: GateSpec, rounds: Parameters<typeof judgeGate>[1]): GateVerdict {
  let verdict: GateVerdict = 'unclear';
  for (let count = gate.minRounds; count <= gate.maxRounds && verdict === 'unclear'; count += 1) {
    if (isGateLook(count, gate)) ({ verdict } = judgeGate(gate, rounds.slice(0, count)));
  }
  return verdict;
}

/** What so many gates come to, each with another seed. */
function outcomes(gate: GateSpec, next: ScatteredRelease, gates: number) {
  const counts: Record<GateVerdict, number> = { passed: 0, refused: 0, unclear: 0 };
  for (let seed = 0; seed < gates; seed += 1) {
    const rounds = scatteredRounds({ gate, rounds: gate.maxRounds, seed, old: AS_BEFORE, new: next });
    counts[lastVerdict(gate, rounds)] += 1;
  }
  return counts;
}

/** More than that of so many would happen by chance once in a thousand times, if each had this probability. */
const mostByChance = (probability: number, count: number) =>
  probability * count + 3.1 * Math.sqrt(count * probability * (1 - probability));

describe('rounds that scatter', () => {
  const GATES = 300;
  const QUICK: GateSpecInput = {
    maxP95Increase: 0.5,
    maxTtftP95Increase: 0.5,
    maxErrorRateIncrease: 0.05,
    minGoodputRatio: 0.75,
    users: 8,
    roundSeconds: 15,
    maxRounds: 6,
  };

  test.each([
    ['the defaults', {}],
    ['a quick gate', QUICK],
  ] as const)(
    'of the same release against itself, by %s: hardly ever refused, mostly passed',
    (_name, input) => {
      const { refused, passed } = outcomes(gateSpec.parse(input), AS_BEFORE, GATES);
      expect(refused).toBeLessThanOrEqual(mostByChance(0.05, GATES));
      expect(passed).toBeGreaterThan(0.8 * GATES);
    },
    TIMEOUT_MS,
  );

  test(
    'of a release just at its limits: no more wrong verdicts than the levels allow, in either direction',
    () => {
      const atLimit = { slowness: 1 + GATE.maxP95Increase, errorRate: AS_BEFORE.errorRate };
      const { refused, passed } = outcomes(GATE, atLimit, GATES);
      expect(refused).toBeLessThanOrEqual(mostByChance(0.05, GATES));
      expect(passed).toBeLessThanOrEqual(mostByChance(0.05, GATES));
    },
    TIMEOUT_MS,
  );

  test.each(GATE_PRESET_NAMES)(
    'of two releases of which one part in ten fails as one, by the gate %s: hardly ever refused, though the bursts may fall on the new one alone',
    (name) => {
      const { gate } = GATE_PRESETS[name];
      const gates = 700;
      const all = { failures: 500, goodAnswers: 0, p95Ms: null, ttftP95Ms: null };
      let refused = 0;
      for (let seed = 0; seed < gates; seed += 1) {
        const random = createRandom(seed, 1);
        const side = () => someGateFigures(random() < 0.1 ? all : { p95Ms: 1_450 + 100 * random() });
        const rounds = Array.from({ length: gate.maxRounds }, (_, index) => ({
          round: index + 1,
          old: side(),
          new: side(),
        }));
        if (lastVerdict(gate, rounds) === 'refused') refused += 1;
      }
      expect(refused).toBeLessThanOrEqual(0.05 * gates);
    },
    TIMEOUT_MS,
  );

  test(
    'of a release that is twice as slow, or fails one request in ten: refused',
    () => {
      expect(outcomes(GATE, { ...AS_BEFORE, slowness: 2 }, GATES).refused).toBeGreaterThan(0.98 * GATES);
      expect(outcomes(GATE, { ...AS_BEFORE, errorRate: 0.1 }, GATES).refused).toBeGreaterThan(0.98 * GATES);
    },
    TIMEOUT_MS,
  );
});
