import { mergeResults } from '../results/merge-results.ts';
import { summarise } from '../results/summarise.ts';
import { parseCommandLine } from './parse-command-line.ts';
import { printResult, type Write } from './print-result.ts';
import { readResultFiles, writeResultFile } from './result-file.ts';
import { UsageError } from './usage-error.ts';

/** Adds up the result files of one test's shards. */
export async function mergeCommand(argv: readonly string[], write: Write): Promise<number> {
  const { values, positionals } = parseCommandLine({
    args: [...argv],
    options: { json: { type: 'string' } },
    allowPositionals: true,
  });
  const files = await readResultFiles(positionals);
  const [first] = files;
  if (!first || files.length < 2) throw new UsageError('merge takes two result files or more.');
  const state = mergeResults(files.map((file) => file.state));
  const { target, spec } = first;
  const result = summarise({ state, spec });
  printResult(result, write);
  if (values.json) await writeResultFile(values.json, { target, spec, state, result });
  return 0;
}
