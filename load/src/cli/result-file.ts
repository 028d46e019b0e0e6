import { readFile, writeFile } from 'node:fs/promises';
import { loadResult, loadSpec, loadState } from '@proving-ground/shared';
import { z } from 'zod';
import { parseJson } from './run-options.ts';
import { UsageError } from './usage-error.ts';

/** What `--json` writes: the figures, and the measurements they can be added up from. */
const resultFile = z.strictObject({
  format: z.literal('proving-ground.load/1'),
  target: z.string(),
  spec: loadSpec,
  state: loadState,
  result: loadResult,
});
export type ResultFile = z.infer<typeof resultFile>;

/** @throws UsageError when the file cannot be read or is something else */
export async function readResultFile(file: string): Promise<ResultFile> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  });
  const parsed = resultFile.safeParse(parseJson(text, file));
  if (parsed.success) return parsed.data;
  throw new UsageError(`${file} was not written by "npm run load -- run --json" of this version.`);
}

/** One after the other, so that of several bad files always the first is named.
 * @throws UsageError as {@link readResultFile} */
export async function readResultFiles(files: readonly string[]): Promise<readonly ResultFile[]> {
  const results: ResultFile[] = [];
  for (const file of files) results.push(await readResultFile(file));
  return results;
}

export async function writeResultFile(file: string, outcome: Omit<ResultFile, 'format'>): Promise<void> {
  await writeFile(file, `${JSON.stringify({ format: 'proving-ground.load/1', ...outcome })}\n`);
}
