import { describe, expect, test } from 'vitest';
import { pickRevision, reachableRevisions, resolveTraffic, taggedRevision } from './traffic.ts';
import { BY_REVISION, LATEST } from './wire.ts';

const SPLIT = [
  { type: BY_REVISION, revision: 'old', percent: 90 },
  { type: BY_REVISION, revision: 'new', percent: 10, tag: 'canary' },
  { type: BY_REVISION, revision: 'idle', tag: 'blue' },
];

describe('a request goes', () => {
  test.each([
    [0, 'old'],
    [0.899, 'old'],
    [0.9, 'new'],
    [0.999, 'new'],
  ])('at %d to %s', (point, revision) => {
    expect(pickRevision(SPLIT, point)).toBe(revision);
  });

  test('nowhere when nothing serves', () => {
    expect([pickRevision([], 0.5), pickRevision([{ revision: 'a', tag: 't' }], 0.5)]).toEqual([null, null]);
  });

  test('by tag to the revision of the tag', () => {
    expect([taggedRevision(SPLIT, 'blue'), taggedRevision(SPLIT, 'none')]).toEqual(['idle', null]);
  });
});

test('LATEST is the latest ready revision, and nothing while there is none', () => {
  const targets = [{ type: LATEST, percent: 100 }];
  expect(resolveTraffic(targets, 'zoo-2')).toEqual([{ type: LATEST, percent: 100, revision: 'zoo-2' }]);
  expect(resolveTraffic(targets, null)).toEqual([]);
});

test('a revision without percentage and tag cannot be reached', () => {
  const served = [...SPLIT, { type: BY_REVISION, revision: 'retired' }];
  expect([...reachableRevisions({ served })]).toEqual(['old', 'new', 'idle']);
});
