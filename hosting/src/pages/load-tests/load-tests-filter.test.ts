import { expect, test } from 'vitest';
import { filterHref, filterOf } from './load-tests-filter.ts';

test.each([
  [{ status: null, service: null, parts: false }, '/load-tests'],
  [{ status: 'failed', service: null, parts: false }, '/load-tests?status=failed'],
  [{ status: 'running', service: 'agent-2', parts: true }, '/load-tests?status=running&service=agent-2&parts=shown'],
] as const)('%o is at %s, and is read from there', (filter, href) => {
  expect(filterHref(filter)).toBe(href);
  expect(filterOf(Object.fromEntries(new URL(href, 'http://x').searchParams))).toEqual(filter);
});

test('nonsense filters nothing', () => {
  expect(filterOf({ status: 'splendid', service: '../x', parts: 'some' })).toEqual({
    status: null,
    service: null,
    parts: false,
  });
});
