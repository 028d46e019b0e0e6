import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Keyed, planManaged } from './plan-managed.ts';

const one = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), content: fc.constantFrom('1', '2', '3') });
const wantedList = fc.uniqueArray(one, { selector: ({ key }) => key });
const foundList = fc.array(one, { maxLength: 8 });

/** What is there after the plan was carried out. */
function carriedOut(wanted: readonly Keyed[], found: readonly Keyed[]): readonly Keyed[] {
  const { create, update, keep } = planManaged(wanted, found);
  return [...keep.map((pair) => pair.found), ...update.map((pair) => pair.wanted), ...create];
}

const sorted = (list: readonly Keyed[]) => list.map(({ key, content }) => `${key}${content}`).toSorted();

test('whatever is there, afterwards exactly what is wanted is there, and nothing is left to do', () => {
  fc.assert(
    fc.property(wantedList, foundList, (wanted, found) => {
      const after = carriedOut(wanted, found);
      expect(sorted(after)).toEqual(sorted(wanted));
      expect(planManaged(wanted, after)).toMatchObject({ create: [], update: [], remove: [] });
    }),
  );
});

test('everything found is kept, updated or removed, once', () => {
  fc.assert(
    fc.property(wantedList, foundList, (wanted, found) => {
      const { update, remove, keep } = planManaged(wanted, found);
      const handled = [...update.map((pair) => pair.found), ...keep.map((pair) => pair.found), ...remove];
      expect(new Set(handled)).toEqual(new Set(found));
      expect(handled).toHaveLength(found.length);
    }),
  );
});

test('of two with the same key the one that is right stays, untouched', () => {
  const right = { key: 'a', content: '2' };
  const { keep, remove, update } = planManaged([{ key: 'a', content: '2' }], [{ key: 'a', content: '1' }, right]);
  expect([keep[0]?.found === right, remove, update]).toEqual([true, [{ key: 'a', content: '1' }], []]);
});
