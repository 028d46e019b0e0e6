import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseStartArguments, USAGE } from './start/arguments.ts';
import { machineEnvironment } from './start/machine-environment.ts';
import { run } from './start/run.ts';

const repoRoot = fileURLToPath(new URL('../../', import.meta.url));
/** Something that hangs, such as a download, must not keep a stopped program alive. */
const LAST_EXIT_MS = 3_000;
const write = (text: string) => void process.stdout.write(text);

try {
  const options = parseStartArguments(process.argv.slice(2));
  if (options === 'help') write(USAGE);
  else process.exitCode = await run({ options, repoRoot, env: machineEnvironment(), write });
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
setTimeout(() => process.exit(), LAST_EXIT_MS).unref();
