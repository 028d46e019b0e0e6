import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TrafficTarget } from '../gcp/cloud-run.ts';
import { candidateTraffic, hasAllTraffic, releasedTraffic, releaseTag, servingRevision } from './traffic-plan.ts';

const line = (revision: string, percent: number, tag: string | null = null): TrafficTarget => ({
  revision,
  percent,
  tag,
});
const sum = (targets: readonly TrafficTarget[]) => targets.reduce((total, { percent }) => total + percent, 0);
const candidate = { revision: 'new', tag: 'rnew' };

/** Any split that Cloud Run could have in effect. */
const split = fc
  .record({
    tagged: fc.integer({ min: 0, max: 15 }),
    canary: fc.constantFrom(0, 0, 10, 50),
    serving: fc.integer({ min: 0, max: 14 }),
  })
  .map(({ tagged, canary, serving }) => [
    line(`v${serving}`, 100 - canary),
    ...(canary > 0 ? [line('canary', canary)] : []),
    ...Array.from({ length: tagged }, (_, index) => line(`v${index}`, 0, `rv${index}`)),
  ]);

describe('a candidate', () => {
  test('of a new service serves at once: nobody is there to protect', () => {
    expect(candidateTraffic([], candidate)).toEqual([line('new', 100), line('new', 0, 'rnew')]);
  });

  test('gets a tag and no traffic; whoever serves goes on, with the same shares', () => {
    fc.assert(
      fc.property(split, (observed) => {
        const next = candidateTraffic(observed, candidate);
        expect(sum(next)).toBe(100);
        expect(next.filter(({ percent }) => percent > 0)).toEqual(observed.filter(({ percent }) => percent > 0));
        expect(next).toContainEqual(line('new', 0, 'rnew'));
      }),
    );
  });

  test('never takes the tag of a revision that serves: its agent knows its backend by it', () => {
    fc.assert(
      fc.property(split, (observed) => {
        const serving = servingRevision(observed);
        const before = observed.filter(({ revision, tag }) => tag && revision === serving);
        expect(candidateTraffic(observed, candidate)).toEqual(expect.arrayContaining(before));
      }),
    );
  });

  test('asked for twice is the same; tags are each there once, and not ever more', () => {
    fc.assert(
      fc.property(split, (observed) => {
        const once = candidateTraffic(observed, candidate);
        expect(candidateTraffic(once, candidate)).toEqual(once);
        const tags = once.flatMap(({ tag }) => tag ?? []);
        expect(new Set(tags).size).toBe(tags.length);
        expect(tags.length).toBeLessThanOrEqual(12);
      }),
    );
  });
});

describe('a release', () => {
  test('moves everything, and moving it back restores who served', () => {
    fc.assert(
      fc.property(split, (observed) => {
        const before = servingRevision(observed);
        const moved = releasedTraffic(candidateTraffic(observed, candidate), 'new');
        expect(sum(moved)).toBe(100);
        expect(hasAllTraffic(moved, 'new')).toBe(true);
        const back = releasedTraffic(moved, before ?? '');
        expect(hasAllTraffic(back, before ?? '')).toBe(true);
        expect(sum(back)).toBe(100);
      }),
    );
  });

  test('of nothing is nothing', () => {
    expect(hasAllTraffic([], 'new')).toBe(false);
    expect(servingRevision([])).toBeNull();
  });
});

test('the tag of a release fits beside the longest service name that is allowed', () => {
  expect(releaseTag('f'.repeat(40)).length + 36).toBeLessThanOrEqual(46);
  expect(releaseTag('1234567890')).toMatch(/^[a-z][a-z0-9-]*$/);
});
