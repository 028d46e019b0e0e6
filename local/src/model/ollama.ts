import process from 'node:process';
import { runCommand } from './commands/run-command.ts';
import { processContext, runToExit } from './process-context.ts';

/** Stands for Ollama's command on machines that have none: the same commands, the same HTTP API, the same folders. */
await runToExit(() => runCommand(process.argv.slice(2), processContext()));
