import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { EXIT } from './command-line/exit-codes.ts';
import { createInterrupts } from './command-line/interrupts.ts';
import { runCli } from './run-cli.ts';
import { cliEnvironment } from './sign-in/cli-environment.ts';
import { connect } from './sign-in/connect.ts';
import { createCustomToken } from './sign-in/create-custom-token.ts';
import { openLines } from './terminal/line-reader.ts';

const LOOK_EVERY_MS = 1_000;
const repoRoot = fileURLToPath(new URL('../../', import.meta.url));
// biome-ignore lint/style/noProcessEnv: the one place that reads the environment.
const environment = cliEnvironment.parse(process.env);
// A Ctrl-C that nothing heeded: whatever still goes on is not worth waiting for.
const interrupts = createInterrupts(() => process.exit(EXIT.interrupted));
process.on('SIGINT', interrupts.raise);
// Whoever read the output, such as `head`, has seen enough.
process.stdout.on('error', () => process.exit(EXIT.interrupted));

process.exitCode = await runCli(process.argv.slice(2), {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  readText: (file) => readFile(file, 'utf8'),
  connect: (options) => connect(options, { environment, createCustomToken, nowMs: Date.now, repoRoot }),
  interrupts,
  pause: (signal, ms = LOOK_EVERY_MS) => setTimeout(ms, undefined, { signal }).catch(() => undefined),
  randomId: randomUUID,
  openLines: () =>
    openLines({
      input: process.stdin,
      output: process.stdout,
      isTerminal: process.stdin.isTTY && process.stdout.isTTY,
      onInterrupt: interrupts.raise,
    }),
});
