import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import process from 'node:process';
import { LOCAL_PROJECT_ID } from '@proving-ground/shared';
import { createProcesses } from '../processes/processes.ts';
import { alreadyRunning } from './already-running.ts';
import type { StartArguments } from './arguments.ts';
import { assembleParts } from './assemble-parts.ts';
import { endpointsTable } from './endpoints.ts';
import { takeLock } from './lock.ts';
import type { MachineEnvironment } from './machine-environment.ts';
import { openPartLog } from './part-log.ts';
import { choosePorts } from './ports.ts';
import { sayLine, type Write } from './progress.ts';
import type { RunContext } from './run-context.ts';
import { runParts } from './run-parts.ts';
import { openStateFolder, wipeStateFolder } from './state-folder.ts';
import { stopRequested } from './stop-signals.ts';

const FORCED_EXIT_CODE = 130;

/** Runs everything until it is asked to stop. Resolves to the exit code. */
export async function run(request: {
  readonly options: StartArguments;
  readonly repoRoot: string;
  readonly env: MachineEnvironment;
  readonly write: Write;
}): Promise<number> {
  const { options, repoRoot, env, write } = request;
  const startedAt = performance.now();
  await using cleanUp = new AsyncDisposableStack();

  const stateFolder = await openStateFolder(repoRoot, options.state);
  const lock = await takeLock(stateFolder);
  if ('heldBy' in lock) {
    write(await alreadyRunning({ repoRoot, stateFolder, pid: lock.heldBy }));
    return 1;
  }
  cleanUp.defer(() => lock.release());
  if (options.fresh) await wipeStateFolder(stateFolder);
  const logFolder = join(stateFolder, 'logs');
  await mkdir(logFolder, { recursive: true });

  const ports = await choosePorts(options.ports);
  const ending = Promise.withResolvers<number>();
  void stopRequested(() => process.exit(FORCED_EXIT_CODE)).then(() => ending.resolve(0));
  const context: RunContext = {
    repoRoot,
    stateFolder,
    env,
    projectId: LOCAL_PROJECT_ID,
    gpuQuota: options.gpuQuota,
    metricTiming: options.metricTiming,
    processes: cleanUp.use(await createProcesses()),
    ports,
    openLog: (name) => openPartLog(logFolder, name),
    say: sayLine(write),
    fail: (part, reason) => {
      write(`\n${part}: ${reason}\n`);
      ending.resolve(1);
    },
  };
  const { stages, endpoints } = assembleParts(context);
  const endpointsFile = join(stateFolder, 'endpoints.json');
  cleanUp.defer(() => rm(endpointsFile, { force: true }));

  write('\nStarting Proving Ground\n\n');
  return await runParts({
    stages,
    write,
    ending: ending.promise,
    onReady: async () => {
      await writeFile(endpointsFile, `${JSON.stringify(endpoints, null, 2)}\n`);
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      const table = endpointsTable(endpoints, relative(repoRoot, logFolder));
      write(`\nReady in ${seconds} s\n\n${table}\nCtrl-C stops everything.\n`);
    },
  });
}
