import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BENCH_SECTIONS, type BenchRow, benchUnit } from './bench-row.ts';
import { sectionRows, withSection } from './benchmark-doc.ts';
import { figureOf } from './figure-of.ts';
import { tableCells } from './markdown-table.ts';
import { rowCells } from './row-cells.ts';

const DOCUMENT = readFileSync(new URL('../docs/benchmarks.md', import.meta.url), 'utf8');
const EMPTY = BENCH_SECTIONS.map(
  (section) =>
    `before\n<!-- bench:${section}, written by npm run bench -- --write -->\n<!-- /bench:${section} -->\nafter`,
).join('\n');

const figure = fc.array(fc.double({ min: 0.001, max: 99_999, noNaN: true }), { minLength: 1 }).map(figureOf);
const name = fc.stringMatching(/^[a-zA-Z`/][\w .,`/'-]{0,30}[\w`]$/);
const row: fc.Arbitrary<BenchRow> = fc.record({
  what: name,
  unit: fc.constantFrom(...benchUnit.options),
  ours: figure,
  peers: fc.array(fc.record({ name, figure }), { maxLength: 3 }),
  target: fc.option(fc.integer({ min: 1, max: 100_000 }).map((hundredths) => hundredths / 100)),
});
const rows = fc.array(row, { minLength: 1, maxLength: 5 });

test('what is written into the document can be read back out of it', () => {
  fc.assert(
    fc.property(rows, rows, (first, second) => {
      const document = [first, second].reduce(
        (text, measured) => withSection(text, { section: 'load', rows: measured, leftOut: [] }, '_A day._'),
        EMPTY,
      );
      expect(sectionRows(document, 'load')).toEqual(second);
      expect([document.startsWith('before'), document.endsWith('after')]).toEqual([true, true]);
    }),
  );
});

test.each(BENCH_SECTIONS)('the table of "%s" in docs/benchmarks.md is one that the bench writes', (section) => {
  const shown = sectionRows(DOCUMENT, section);
  const [, after = ''] = DOCUMENT.split(`<!-- bench:${section},`);
  const [block = ''] = after.split(`<!-- /bench:${section} -->`);
  expect(shown).not.toEqual([]);
  // Line by line: a figure or ratio that was typed by hand does not follow from the rest.
  expect(tableCells(block)).toEqual(shown.flatMap(rowCells));
});

test('a median that is rounded up has no more digits than it is shown with', () => {
  expect(figureOf([0.001, 0.9996, 3])).toEqual({ median: 1, least: 0, most: 3 });
});

test('a target that is missed says so', () => {
  const missed: BenchRow = { what: 'a', unit: 'ms', ours: figureOf([2]), peers: [], target: 1 };
  expect(rowCells(missed)).toEqual([['a', '2 ms', '–', '–', '–', '≤ 1, missed']]);
});

test('each further peer has a line of its own', () => {
  const peers = ['b', 'c'].map((name, index) => ({ name, figure: figureOf([4 * (index + 1)]) }));
  expect(rowCells({ what: 'a', unit: 'ms', ours: figureOf([1, 2, 3]), peers, target: null })).toEqual([
    ['a', '2 ms (1–3)', 'b', '4 ms', '2.0×', '–'],
    ['', '', 'c', '8 ms', '4.0×', ''],
  ]);
});

test('nothing measured is an error, not a figure', () => {
  expect(() => figureOf([])).toThrow('Nothing was measured.');
});

test('a document without a place for the figures is told', () => {
  expect(() => withSection('# Empty', { section: 'load', rows: [], leftOut: [] }, '')).toThrow(/no place .* "load"/);
});
