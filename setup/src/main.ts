import { existsSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { parseCommandLine, USAGE, UsageError } from './command-line.ts';
import { createGoogle } from './google/create-google.ts';
import { credentialsAndApis } from './google/credentials-and-apis.ts';
import { endText, eventText } from './report/text-report.ts';
import { createFiles } from './run/files.ts';
import { setUp } from './run/set-up.ts';

const EXIT_USAGE = 2;

async function main(argv: readonly string[]): Promise<number> {
  const { isJson, ...order } = parseCommandLine(argv);
  const root = process.cwd();
  if (!existsSync(`${root}/firebase.json`)) throw new UsageError('Run it in the root folder of the repository.');
  const summary = await setUp(order, {
    google: createGoogle({ ...credentialsAndApis(), projectId: order.projectId }),
    files: createFiles(root),
    pause: (ms) => pause(ms),
    tell: (event) => void (isJson || process.stdout.write(eventText(event))),
  });
  process.stdout.write(isJson ? `${JSON.stringify(summary, null, 2)}\n` : endText(summary));
  return summary.isOk ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n\n${USAGE}`);
  process.exitCode = EXIT_USAGE;
}
