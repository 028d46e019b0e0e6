import fc from 'fast-check';
import { expect, test } from 'vitest';
import { branchTo, newestBranch, newestEndOf, versionsOf } from './chat-branch.ts';

const turn = (index: number, parent: number | null) => ({ index, parent });
// 0 - 1 - 2, then 1 was edited (3), and 3 answered anew (4).
const TURNS = [turn(0, null), turn(1, 0), turn(2, 1), turn(3, 0), turn(4, 0), turn(5, 4)];
const indexes = (turns: readonly { readonly index: number }[]) => turns.map(({ index }) => index);

test('a branch leads from the first turn to the given one', () => {
  expect([branchTo(TURNS, 2), newestBranch(TURNS), branchTo(TURNS, null)].map(indexes)).toEqual([
    [0, 1, 2],
    [0, 4, 5],
    [],
  ]);
});

test('the versions of a turn follow the same one, and each has its newest end', () => {
  expect(indexes(versionsOf(TURNS, turn(4, 0)))).toEqual([1, 3, 4]);
  expect([1, 3, 4].map((index) => newestEndOf(TURNS, turn(index, 0)).index)).toEqual([2, 3, 5]);
});

test('whatever a record says, a branch ends and holds no turn twice', () => {
  const index = fc.integer({ min: 0, max: 6 });
  fc.assert(
    fc.property(fc.array(fc.record({ index, parent: fc.option(index) })), index, (turns, last) => {
      const branch = indexes(branchTo(turns, last));
      expect(new Set(branch).size).toBe(branch.length);
      expect(branch).toEqual([...branch].sort((one, other) => one - other));
      for (const one of turns) newestEndOf(turns, one);
    }),
  );
});
