import {
  type Deployment,
  type GateFigures,
  type GateRecord,
  type GateSpecInput,
  gateSpec,
} from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import type { StepDecision } from '../deployments/effect.ts';
import { NOTHING_OBSERVED } from '../deployments/observation.ts';
import { aDeployment } from '../testing/a-deployment.ts';
import { aLoadTest } from '../testing/a-load-test.ts';
import { someGateFigures } from '../testing/gate-figures.ts';
import { decideGate, windDownGate } from './decide-gate.ts';
import type { GateSight, PartSight } from './gate-sight.ts';

const { target } = aLoadTest();
const SIDES = { kind: 'known', old: target, new: { ...target, url: 'https://tag---agent.example.test' } } as const;
const NONE: GateSight = { part: null, otherTestId: null };

const gated = (gate: GateSpecInput = {}, record: GateRecord | null = null) =>
  aDeployment({ spec: { gate: gateSpec.parse(gate) }, gate: record });
const decided = (deployment: Deployment, gate: GateSight) => decideGate(deployment, { ...NOTHING_OBSERVED, gate });
const after = (deployment: Deployment, decision: StepDecision): Deployment => ({ ...deployment, ...decision.learned });
const ended = (figures: GateFigures | null, status: PartSight['status'] = 'finished'): GateSight => ({
  part: { status, figures, why: figures ? '' : 'A shard was lost.' },
  otherTestId: null,
});

/** Plays a gate whose parts end as told, until it comes to something else than another part. */
function played(deployment: Deployment, endOf: (part: GateRecord['parts'][number]) => GateSight) {
  let current = deployment;
  let decision = decided(current, { ...NONE, sides: SIDES });
  const begun: string[] = [];
  while (decision.kind === 'act' && decision.effect.kind === 'beginGatePart') {
    const { part } = decision.effect;
    begun.push(`${part.round} ${part.side}`);
    current = after(current, decision);
    decision = decided(current, endOf(part));
  }
  return { decision, begun, gate: after(current, decision).gate };
}

describe('the order of the load tests', () => {
  const { begun, gate } = played(gated(), () => ended(someGateFigures()));

  test('is a warm-up of both, then blocks of old, new, new, old or the other way round', () => {
    expect(begun.slice(0, 2)).toEqual(['0 old', '0 new'].toSorted((a) => (a === begun[0] ? -1 : 1)));
    const sides = begun.slice(2).map((text) => text.split(' ')[1]);
    expect(sides).toHaveLength(8);
    for (const block of [sides.slice(0, 4), sides.slice(4)]) {
      expect(new Set(block.slice(0, 2))).toEqual(new Set(['old', 'new']));
      expect(block).toEqual([block[0], block[1], block[1], block[0]]);
    }
  });

  test('is the same for the same deployment, not for every one, and no load test has two names', () => {
    expect(played(gated(), () => ended(someGateFigures())).gate).toEqual(gate);
    const orders = Array.from({ length: 20 }, (_, index) =>
      played({ ...gated(), id: `other${index}` }, () => ended(someGateFigures())).begun.join(),
    );
    expect(new Set(orders).size).toBeGreaterThan(2);
    const ids = gate?.parts.map(({ loadTestId }) => loadTestId) ?? [];
    expect(new Set(ids).size).toBe(10);
  });
});

describe('what it comes to', () => {
  test('is done once every limit holds', () => {
    const { decision, gate } = played(gated(), () => ended(someGateFigures()));
    expect(decision).toMatchObject({ kind: 'done' });
    expect(gate).toMatchObject({ status: 'passed', old: SIDES.old, new: SIDES.new });
    expect(gate?.reason).toContain('Every limit holds after 4 rounds');
  });

  test('is a failure once one is missed, with the figures in words', () => {
    const { decision, gate } = played(gated(), ({ side }) =>
      ended(someGateFigures(side === 'new' ? { p95Ms: 3_300, ttftP95Ms: 800 } : {})),
    );
    expect(decision).toMatchObject({ kind: 'fail', failure: { reason: 'GATE_REFUSED', retryable: false } });
    expect(gate?.status).toBe('refused');
    expect(gate?.reason).toContain('the 95th percentile of the answers +120 %, at most +20 % allowed');
  });

  test('is a question to a person when the rounds are used up and nothing is clear', () => {
    const { decision, gate, begun } = played(gated({ maxRounds: 6 }), ({ round, side }) =>
      ended(someGateFigures({ p95Ms: side === 'new' && round % 2 === 1 ? 2_000 : 1_000 })),
    );
    expect(decision.kind).toBe('done');
    expect(begun).toHaveLength(2 + 12);
    expect(gate).toMatchObject({ status: 'undecided' });
    expect(gate?.reason).toMatch(
      /^Not enough evidence after 6 rounds: the 95th percentile of the answers between −\d+ % and \+\d+ %/,
    );
  });

  test('stops as soon as it is clear, at the looks that were planned', () => {
    const { begun } = played(gated({ minRounds: 6, maxRounds: 12 }), () => ended(someGateFigures()));
    expect(begun).toHaveLength(2 + 12);
  });
});

describe('a round that is not whole', () => {
  test('does not count and is repeated under another number', () => {
    const { decision, gate, begun } = played(gated(), ({ round, side }) =>
      round === 2 && side === 'new' ? ended(null, 'partial') : ended(someGateFigures()),
    );
    expect(decision.kind).toBe('done');
    expect(gate?.status).toBe('passed');
    expect(begun.map((text) => text.split(' ')[0])).toContain('5');
    expect(gate?.parts.filter(({ status }) => status === 'lost')).toMatchObject([{ round: 2, figures: null }]);
  });

  test('so often that it cannot be chance is a question to a person', () => {
    const { decision, gate } = played(gated(), ({ round }) =>
      round > 0 ? ended(null, 'failed') : ended(someGateFigures()),
    );
    expect(decision.kind).toBe('done');
    expect(gate?.reason).toContain('4 rounds could not be measured whole. The last time: A shard was lost.');
  });

  test('matters nothing in the warm-up', () => {
    const { gate } = played(gated(), ({ round }) => (round === 0 ? ended(null, 'failed') : ended(someGateFigures())));
    expect(gate?.status).toBe('passed');
  });
});

describe('while it waits', () => {
  const first = decided(gated(), { ...NONE, sides: SIDES });
  const begun = after(gated(), first);

  test('for a load test at work it looks again, and does nothing', () => {
    const running: GateSight = { part: { status: 'running', figures: null, why: '' }, otherTestId: null };
    expect(decided(begun, running)).toMatchObject({ kind: 'wait' });
  });

  test('a load test that was never started is started, under the same name', () => {
    expect(decided(begun, NONE)).toMatchObject({ kind: 'act', effect: first.kind === 'act' && first.effect });
  });

  test('for somebody else’s test it says so', () => {
    const decision = decided(begun, { part: null, otherTestId: 'theirs' });
    expect(decision).toMatchObject({ kind: 'wait' });
    expect(JSON.stringify(decision)).toContain('theirs');
  });

  test('a cancel stops what runs, and nothing else', () => {
    const running: GateSight = { part: { status: 'running', figures: null, why: '' }, otherTestId: null };
    const stop = windDownGate(begun, { ...NOTHING_OBSERVED, gate: running });
    expect(stop).toMatchObject({ kind: 'act', effect: { kind: 'stopGatePart' } });
    const stopped = windDownGate(begun, { ...NOTHING_OBSERVED, gate: ended(null, 'stopped') });
    expect(stopped).toMatchObject({ kind: 'skip' });
    expect(windDownGate(begun, { ...NOTHING_OBSERVED, gate: NONE })).toMatchObject({ kind: 'skip' });
    expect(windDownGate(gated(), NOTHING_OBSERVED)).toEqual({
      kind: 'skip',
      detail: 'Stopped before it came to a verdict.',
    });
  });
});

describe('with nothing to compare with', () => {
  test('a first release passes without a test, and says so', () => {
    const decision = decided(gated(), { ...NONE, sides: { kind: 'nobodyServes' } });
    expect(decision).toMatchObject({
      kind: 'skip',
      detail: 'Nothing serves yet, so there is nothing to compare with.',
      learned: { gate: { status: 'skipped' } },
    });
  });

  test('what serves and is not on record is a question to a person', () => {
    const decision = decided(gated(), { ...NONE, sides: { kind: 'strangerServes', revision: 'by-hand' } });
    expect(decision).toMatchObject({ kind: 'done', learned: { gate: { status: 'undecided' } } });
  });
});
