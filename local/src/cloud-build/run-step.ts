import type { BaseImages } from '../images/base-images.ts';
import type { Processes } from '../processes/processes.ts';
import type { Build, BuildStep } from './build.ts';
import type { DockerDaemon } from './docker-daemon.ts';
import { runDockerStep } from './run-docker-step.ts';
import { runScriptStep } from './run-script-step.ts';
import type { Workspace } from './workspace.ts';

export interface StepTools {
  readonly build: Build;
  readonly stepIndex: number;
  readonly workspace: Workspace;
  readonly daemon: DockerDaemon;
  readonly baseImages: BaseImages;
  readonly processes: Processes;
  readonly machineEnv: Readonly<Record<string, string>>;
  readonly log: (text: string) => void;
  readonly signal: AbortSignal;
}

export interface StepOutcome {
  readonly exitCode: number;
  /** What went wrong, where it can be said in one sentence. */
  readonly reason: string;
}

/** Builders that stand for programs of this machine, by what they are. */
const BUILDERS: readonly (readonly [pattern: RegExp, kind: string])[] = [
  [/^(?:gcr\.io\/cloud-builders\/docker|docker)(?:[:@].*)?$/, 'docker'],
  [/^(?:gcr\.io\/cloud-builders\/npm)(?:[:@].*)?$/, 'npm'],
  [/^(?:gcr\.io\/cloud-builders\/node|(?:docker\.io\/)?(?:library\/)?node)(?:[:@].*)?$/, 'node'],
  [
    /^(?:(?:docker\.io\/)?(?:library\/)?bash|gcr\.io\/google\.com\/cloudsdktool\/cloud-sdk(?:-slim)?)(?:[:@].*)?$/,
    'bash',
  ],
  [
    /^(?:(?:docker\.io\/)?(?:library\/)?(?:ubuntu|debian|alpine|busybox)|gcr\.io\/gcp-runtimes\/ubuntu[\w-]*)(?:[:@].*)?$/,
    'shell',
  ],
];

/**
 * Runs one step to its end.
 *
 * @throws the signal's reason when aborted; an error with a `syscall` when this machine fails.
 */
export async function runStep(step: BuildStep, tools: StepTools): Promise<StepOutcome> {
  const kind = BUILDERS.find(([pattern]) => pattern.test(step.name))?.[1];
  if (kind === undefined) {
    const reason = `builder ${step.name} is not available in the local twin; available: gcr.io/cloud-builders/docker, gcr.io/cloud-builders/npm, node, bash, ubuntu, debian, alpine`;
    tools.log(`${reason}\n`);
    return { exitCode: 1, reason };
  }
  if (kind === 'docker' && !step.script && (step.entrypoint === undefined || step.entrypoint === 'docker')) {
    return await runDockerStep(step, tools);
  }
  return await runScriptStep(kind, step, tools);
}
