import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentHash, inputFiles } from './content-hash.ts';

/** One thing the build makes, and what it is made of. Paths are relative to the repository. */
export interface BuildUnit {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputFolder: string;
  /** Files of the output folder without which it is not there. */
  readonly outputs: readonly string[];
  build(): Promise<void>;
}

export type BuildOutcome = 'built' | 'unchanged';

/** Builds unless inputs and outputs are what they were; the input hash lies beside the output. */
export async function buildIfChanged(unit: BuildUnit, repoRoot: string): Promise<BuildOutcome> {
  const folder = join(repoRoot, unit.outputFolder);
  const stamp = join(folder, `.${unit.name}.inputs`);
  const before = await contentHash(repoRoot, await inputFiles(repoRoot, unit.inputs));
  if ((await readIfThere(stamp)) === before && (await allThere(folder, unit.outputs))) return 'unchanged';
  await unit.build();
  if (!(await allThere(folder, unit.outputs))) {
    throw new Error(`The build of ${unit.name} ended without ${unit.outputs.join(', ')} in ${unit.outputFolder}.`);
  }
  // The hash of before: a file saved during the build makes the next one build again.
  await writeFile(stamp, before);
  return 'built';
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return null;
  }
}

async function allThere(folder: string, files: readonly string[]): Promise<boolean> {
  const found = await Promise.all(
    files.map((file) =>
      access(join(folder, file)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.every(Boolean);
}
