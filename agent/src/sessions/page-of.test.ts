import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageOf } from './page-of.ts';

const items = [3, 1, 2].map((instant) => ({ id: `s${instant}`, lastUpdateTime: instant }));
const ids = (asked: Parameters<typeof pageOf>[1]) => pageOf(items, asked).items.map(({ id }) => id);

test('without any wish all items are one page, as they are', () => {
  expect(pageOf(items, {})).toEqual({ items, page: 1, limit: 3, totalItems: 3, totalPages: 1 });
});

test('nothing at all is no page', () => {
  expect(pageOf([], {})).toEqual({ items: [], page: 1, limit: 0, totalItems: 0, totalPages: 0 });
});

test.each([
  [{ order: 'asc' as const }, ['s1', 's2', 's3']],
  [{ order: 'desc' as const }, ['s3', 's2', 's1']],
  [{ order: 'asc' as const, limit: 2 }, ['s1', 's2']],
  [{ order: 'asc' as const, limit: 2, page: 2 }, ['s3']],
  [{ order: 'asc' as const, limit: 2, offset: 1 }, ['s2', 's3']],
  [{ limit: 2, page: 9 }, []],
])('%j gives %j', (asked, expected) => {
  expect(ids(asked)).toEqual(expected);
});

test('all pages together are all items, once each', () => {
  const many = fc.uniqueArray(fc.record({ id: fc.uuid(), lastUpdateTime: fc.nat(5) }), { selector: ({ id }) => id });
  fc.assert(
    fc.property(
      many,
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom('asc' as const, 'desc' as const),
      (all, limit, order) => {
        const { totalPages } = pageOf(all, { limit, order });
        const pages = Array.from(
          { length: totalPages },
          (_, index) => pageOf(all, { limit, order, page: index + 1 }).items,
        );
        expect(pages.flat()).toEqual(pageOf(all, { order }).items);
        expect(new Set(pages.flat())).toEqual(new Set(all));
      },
    ),
  );
});
