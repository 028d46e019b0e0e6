import { chmod, writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { startContainer } from '../images/container.ts';
import { writeStandInPrograms } from '../images/stand-in-programs.ts';
import { translatePaths } from '../images/translate.ts';
import type { BuildStep } from './build.ts';
import type { StepOutcome, StepTools } from './run-step.ts';
import { BUILDER_OUTPUT, WORKSPACE } from './workspace.ts';

/** What the builder's own entry point is, where a step gives only arguments. */
const ENTRYPOINTS: Readonly<Record<string, readonly string[]>> = { bash: ['bash'], node: ['node'], npm: ['npm'] };
const ABORT_GRACE_MS = 300;

/** A step with a script or an entry point of its own: a real process in /workspace. */
export async function runScriptStep(builder: string, step: BuildStep, tools: StepTools): Promise<StepOutcome> {
  const { workspace, processes, log, signal } = tools;
  const { rootfs, ownedPaths } = workspace;
  const programs = join(rootfs, 'builder/programs');
  await writeStandInPrograms(programs);
  const argv = step.script
    ? [await writeScript(step.script, tools)]
    : [...(step.entrypoint ? [step.entrypoint] : (ENTRYPOINTS[builder] ?? [])), ...(step.args ?? [])];
  if (argv.length === 0) return { exitCode: 0, reason: '' };
  const pairs = [...(tools.build.options?.env ?? []), ...(step.env ?? [])].map((entry): [string, string] => {
    const at = entry.indexOf('=');
    return [entry.slice(0, at), entry.slice(at + 1)];
  });
  signal.throwIfAborted();
  const child = await startContainer(
    {
      name: `step ${step.id ?? step.name}`,
      image: {
        rootfs,
        ownedPaths,
        config: { env: {}, entrypoint: [], cmd: [], workdir: WORKSPACE, user: '', exposedPorts: [], labels: {} },
      },
      argv,
      env: { HOME: '/builder/home', BUILDER_OUTPUT, ...Object.fromEntries(pairs) },
      workdir: posix.resolve(WORKSPACE, step.dir ?? ''),
      portMap: {},
      machineEnv: tools.machineEnv,
      programFolders: [programs],
      onOutput: ({ text }) => log(text),
    },
    { processes },
  );
  const stop = () => void child.stop(ABORT_GRACE_MS);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const exit = await child.exited;
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
  return { exitCode: exit.code ?? 137, reason: '' };
}

/** A script without `#!` is one for /bin/sh. */
async function writeScript(script: string, { workspace, stepIndex }: StepTools): Promise<string> {
  const path = `/builder/script-${stepIndex}`;
  const text = translatePaths(script.startsWith('#!') ? script : `#!/bin/sh\n${script}`, workspace);
  await writeFile(join(workspace.rootfs, path), text);
  await chmod(join(workspace.rootfs, path), 0o755);
  return path;
}
