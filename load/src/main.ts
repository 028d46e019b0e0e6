import process from 'node:process';
import { Failure, SHIPPED_SCENARIO_NAMES, SHIPPED_SCENARIOS } from '@proving-ground/shared';
import { compareCommand } from './cli/compare-command.ts';
import { mergeCommand } from './cli/merge-command.ts';
import { runCommand } from './cli/run-command.ts';
import { USAGE, UsageError } from './cli/usage-error.ts';

const EXIT_USAGE = 2;
const write = (text: string) => void process.stdout.write(text);
const stop = new AbortController();
// A second Ctrl-C ends it the usual way.
process.once('SIGINT', () => stop.abort());

async function main(argv: readonly string[]): Promise<number> {
  const [command, ...rest] = argv;
  switch (command) {
    case 'run':
      return await runCommand(rest, { write, signal: stop.signal });
    case 'merge':
      return await mergeCommand(rest, write);
    case 'compare':
      return await compareCommand(rest, write);
    case 'scenarios':
      for (const name of SHIPPED_SCENARIO_NAMES) write(`${name.padEnd(20)} ${SHIPPED_SCENARIOS[name].description}\n`);
      return 0;
    default:
      throw new UsageError(command === undefined ? 'No command given.' : `There is no command "${command}".`);
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof UsageError;
  const { message, nextStep } = error instanceof Failure ? error.record : { message: String(error), nextStep: '' };
  process.stderr.write(isUsage ? `${error.message}\n\n${USAGE}` : `${message}\n${nextStep}\n`);
  process.exitCode = isUsage ? EXIT_USAGE : 1;
}
