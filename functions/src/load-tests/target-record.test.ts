import { expect, test } from 'vitest';
import { AGENT_NAME, aLoadTest, TARGET } from '../testing/a-load-test.ts';
import { holdForTest, newTarget } from './target-record.ts';

const free = newTarget({ region: TARGET.region, name: AGENT_NAME });
const step = { kind: 'search', searchId: 's1', step: 0 } as const;

test('a test holds its target, and leaves the rest of the record as it is', () => {
  expect(holdForTest(aLoadTest(), null)).toEqual({ ...free, activeLoadTestId: 'test1' });
  const known = { ...free, baselineLoadTestId: 'before' };
  expect(holdForTest(aLoadTest(), known)).toEqual({ ...known, activeLoadTestId: 'test1' });
});

test('what a search holds, its own steps alone may take', () => {
  const held = { ...free, activeSearchId: 's1' };
  expect(holdForTest(aLoadTest({ partOf: step }), held)).toMatchObject({ activeLoadTestId: 'test1' });
  for (const partOf of [null, { ...step, searchId: 's2' }]) {
    expect(() => holdForTest(aLoadTest({ partOf }), held)).toThrow('Capacity search s1 is at work');
  }
  expect(() => holdForTest(aLoadTest({ partOf: step }), { ...held, activeLoadTestId: 'other' })).toThrow('other');
  expect(() => holdForTest(aLoadTest({ partOf: step }), free)).toThrow('Capacity search s1 is over');
});
