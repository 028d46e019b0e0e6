import { compareResults, Failure, type LoadComparison, type LoadResult, loadTestId } from '@proving-ground/shared';
import type { ApiClient } from '../api/api-client.ts';
import { defineCommand } from '../command-line/command.ts';
import { EXIT } from '../command-line/exit-codes.ts';
import { validated } from '../command-line/option-values.ts';
import { lookAtLoadTest } from '../follow/follow-load-test.ts';
import { textTable } from '../output/text-table.ts';

export const loadCompareCommand = defineCommand({
  name: 'load compare',
  usage: `load compare BASE NEXT    what changed from one load test to another
`,
  operands: ['BASE', 'NEXT'],
  options: {},
  read: ({ operands: [first, second] }) => {
    const base = validated(loadTestId, first, 'BASE');
    const next = validated(loadTestId, second, 'NEXT');
    return async ({ api, output }) => {
      const [from, to] = await Promise.all([measured(api, base), measured(api, next)]);
      const comparison = compareResults(from, to);
      output.result({ text: comparisonText(comparison), document: { base, next, ...comparison } });
      return EXIT.done;
    };
  },
});

async function measured(api: ApiClient, id: string): Promise<LoadResult> {
  const { result } = await lookAtLoadTest(api, id);
  if (result) return result;
  throw new Failure({
    code: 'failed-precondition',
    reason: 'NOTHING_MEASURED',
    message: `Load test ${id} has measured nothing that could be compared.`,
    nextStep: 'Choose another one from the history: npm run pg -- history',
    retryable: false,
  });
}

function comparisonText({ figures, sentences }: LoadComparison): string {
  const text = (value: number | null) => (value === null ? '–' : String(Math.round(value * 1_000) / 1_000));
  const rows = figures.map(({ label, base, next, delta, deltaPercent, outcome }) => [
    label,
    ...[base, next, delta, deltaPercent].map(text),
    outcome,
  ]);
  const head = ['Figure', 'Base', 'Next', 'Delta', '%', 'Outcome'];
  return `${textTable({ title: 'Comparison', head, rows })}\n${sentences.join('\n')}\n`;
}
