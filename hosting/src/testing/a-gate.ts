import type { GateCriterion, GatePart, GateRecord } from '@proving-ground/shared';

/** A criterion that holds, changed where the test needs it. */
export function aCriterion(part: Partial<GateCriterion> = {}): GateCriterion {
  return {
    id: 'p95',
    old: 1_000,
    new: 1_050,
    observed: 1.05,
    low: 0.95,
    high: 1.16,
    limit: 1.2,
    verdict: 'holds',
    ...part,
  };
}

/** A load test of a gate with all its figures, changed where the test needs it. */
export function aGatePart(part: Partial<GatePart> = {}): GatePart {
  return {
    round: 1,
    side: 'old',
    loadTestId: 'part1',
    status: 'measured',
    figures: { requests: 200, failures: 2, goodAnswers: 150, p95Ms: 1_000, ttftP95Ms: 300 },
    ...part,
  };
}

/** A gate that has passed, changed where the test needs it. */
export function aGate(part: Partial<GateRecord> = {}): GateRecord {
  return {
    status: 'passed',
    old: null,
    new: null,
    parts: [aGatePart(), aGatePart({ side: 'new', loadTestId: 'part2' })],
    criteria: [aCriterion()],
    reason: 'Every limit holds after 4 rounds.',
    ...part,
  };
}
