import { Failure } from '@proving-ground/shared';
import type { ApiClient } from './api/api-client.ts';
import { isUnanswered } from './api/client-failure.ts';
import type { Command, CommandContext } from './command-line/command.ts';
import { EXIT, type ExitCode } from './command-line/exit-codes.ts';
import { findCommand } from './command-line/find-command.ts';
import { GLOBAL_USAGE, type GlobalOptions } from './command-line/global-options.ts';
import { Interrupted } from './command-line/interrupts.ts';
import type { ReadText } from './command-line/read-json-file.ts';
import { UsageError } from './command-line/usage-error.ts';
import { COMMANDS } from './commands/commands.ts';
import { failureText } from './output/failure-text.ts';
import { createOutput, type Write } from './output/output.ts';

export interface Surroundings extends Omit<CommandContext, 'api' | 'output'> {
  readonly stdout: Write;
  readonly stderr: Write;
  readonly readText: ReadText;
  /** @throws UsageError, Failure */
  readonly connect: (options: GlobalOptions) => Promise<ApiClient>;
}

/** Runs one command from its words to its exit code; whatever goes wrong is told once, under --json as a document too. */
export async function runCli(argv: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  let command: Command | null = null;
  try {
    const found = findCommand(COMMANDS, argv);
    command = found.command;
    if (command === null) return printUsage(surroundings.stdout, null);
    const { global, action } = await command.parse(found.argv, surroundings.readText);
    if (action === null) return printUsage(surroundings.stdout, command);
    const { stdout, stderr } = surroundings;
    const output = createOutput({ json: global.json, stdout, stderr });
    return await action({ ...surroundings, output, api: await surroundings.connect(global) });
  } catch (error) {
    const told = tell(error, command);
    surroundings.stderr(told.text);
    if (argv.includes('--json')) surroundings.stdout(`${JSON.stringify({ failure: told.document }, null, 2)}\n`);
    return told.code;
  }
}

function printUsage(write: Write, command: Command | null): ExitCode {
  write(usageOf(command));
  return EXIT.done;
}

function usageOf(command: Command | null): string {
  const usages = (command ? [command] : COMMANDS).map(({ usage }) => usage.replaceAll(/^(?=.)/gm, '  '));
  return `npm run pg -- COMMAND\n\n${usages.join('')}\nWith every command:\n${GLOBAL_USAGE}`;
}

function tell(error: unknown, command: Command | null): { code: ExitCode; text: string; document: unknown } {
  if (error instanceof UsageError) {
    const { message } = error;
    return { code: EXIT.usage, text: `${message}\n\n${usageOf(command)}`, document: { reason: 'USAGE', message } };
  }
  if (error instanceof Interrupted) {
    const { message } = error;
    return { code: EXIT.interrupted, text: `\n${message}\n`, document: { reason: 'INTERRUPTED', message } };
  }
  if (error instanceof Failure) {
    const code = isUnanswered(error) ? EXIT.failed : EXIT.refused;
    return { code, text: failureText(error.record), document: error.record };
  }
  // A mistake of our own: whoever reports it needs to know where.
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: EXIT.failed, text: `${text}\n`, document: { reason: 'INTERNAL', message: String(error) } };
}
