// @vitest-environment happy-dom
import { resultTables } from '@proving-ground/shared';
import { aLoadResult, aTaskResult } from '@proving-ground/shared/testing/a-load-result';
import { expect, test } from 'vitest';
import { anApi } from '../testing/an-api.ts';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { show } from '../testing/show.tsx';
import { ResultTableCard } from './result-table.tsx';

const HOSTILE = '<img src=x onerror="alert(1)">';

function open() {
  const result = aLoadResult({
    tasks: [aTaskResult({ name: HOSTILE })],
    errors: [{ task: HOSTILE, class: 'http5xx', detail: `503 ${HOSTILE}`, count: 4 }],
  });
  const tables = resultTables(result).map((table) => (
    <ResultTableCard key={table.title} table={table} totalName={result.total.name} />
  ));
  return show(<main>{tables}</main>, { api: anApi() });
}

test('numbers are set to the right, names and words to the left', () => {
  const cards = [...open().querySelectorAll('table')];
  const aligned = (row: HTMLTableRowElement | undefined) => [...(row?.cells ?? [])].map(({ className }) => className);
  expect(aligned(cards[0]?.rows[1])).toEqual(['', ...Array.from({ length: 8 }, () => 'numeric')]);
  expect(aligned(cards.at(-1)?.rows[1])).toEqual(['', '', '', 'numeric']);
});

test('the sum of all tasks stands out, and an error is no sum', () => {
  const marked = [...open().querySelectorAll('[data-total="true"] th')].map((cell) => cell.textContent);
  expect(new Set(marked)).toEqual(new Set(['Aggregated']));
});

test('what a task or an error is called stays text', async () => {
  const root = open();
  expect([root.querySelector('img'), root.textContent.includes(`503 ${HOSTILE}`)]).toEqual([null, true]);
  await expectAccessible(root);
});
