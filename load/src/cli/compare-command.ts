import { compareResults } from '@proving-ground/shared';
import type { Write } from './print-result.ts';
import { readResultFiles } from './result-file.ts';
import { textTable } from './text-table.ts';
import { UsageError } from './usage-error.ts';

/** Says what changed from one result to another. */
export async function compareCommand(argv: readonly string[], write: Write): Promise<number> {
  const [baseFile, nextFile, ...more] = argv;
  if (baseFile === undefined || nextFile === undefined || more.length > 0) {
    throw new UsageError('compare takes two result files: the base and the next.');
  }
  const [base, next] = await readResultFiles([baseFile, nextFile]);
  if (!base || !next) throw new Error('Two files give two results.');
  const { figures, sentences } = compareResults(base.result, next.result);
  const text = (value: number | null) => (value === null ? '–' : String(Math.round(value * 1_000) / 1_000));
  write(
    `${textTable({
      title: 'Comparison',
      head: ['Figure', 'Base', 'Next', 'Delta', '%', 'Outcome'],
      rows: figures.map(({ label, base: from, next: to, delta, deltaPercent, outcome }) => [
        label,
        ...[from, to, delta, deltaPercent].map(text),
        outcome,
      ]),
    })}\n${sentences.join('\n')}\n`,
  );
  return 0;
}
