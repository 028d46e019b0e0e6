import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalImageStore } from '../images/image-store.ts';
import type { ObjectStore } from '../storage/object-store.ts';
import type { Build, BuildStatus, TimeSpan } from './build.ts';
import { asFailure, BuildFailure } from './build-failure.ts';
import { BuildStopped } from './build-stopped.ts';
import { createDockerDaemon, type Repositories } from './docker-daemon.ts';
import { fetchSource } from './fetch-source.ts';
import { pushImages } from './push-images.ts';
import { runStep, type StepTools } from './run-step.ts';
import { runSteps } from './run-steps.ts';
import { BUILDER_OUTPUT, createWorkspace, type Workspace } from './workspace.ts';

export interface BuildMachine extends Pick<StepTools, 'baseImages' | 'processes' | 'machineEnv'> {
  readonly workFolder: string;
  readonly images: LocalImageStore;
  readonly repositories: Repositories;
  readonly storage: ObjectStore;
  readonly now: () => Date;
}

/** How a build ended: the fields that are set only then. */
export type BuildEnd = Pick<Build, 'results' | 'steps' | 'timing' | 'failureInfo' | 'sourceProvenance'> & {
  readonly status: BuildStatus;
  readonly statusDetail?: string;
};

const MAX_STEP_OUTPUT_BYTES = 50 * 1_024;

/** Runs a build to its end, whatever that is; nothing of it is left running or lying about. */
export async function runBuild(
  build: Build,
  machine: BuildMachine,
  { log, signal }: { readonly log: (text: string) => void; readonly signal: AbortSignal },
): Promise<BuildEnd> {
  const { now } = machine;
  const timing: Record<string, TimeSpan> = {};
  let end: Partial<BuildEnd> = {};
  let workspace: Workspace | undefined;

  async function timed<T>(phase: string, work: () => Promise<T>): Promise<T> {
    const startTime = now().toISOString();
    log(`${phase}\n`);
    try {
      return await work();
    } finally {
      timing[phase] = { startTime, endTime: now().toISOString() };
    }
  }
  async function perform(): Promise<void> {
    workspace = await createWorkspace(machine.workFolder);
    const place = workspace;
    log(`starting build "${build.id}"\n\n`);
    const resolved = await timed('FETCHSOURCE', () =>
      fetchSource(build, { ...machine, workspace: place, log }).catch(asFailure('FETCH_SOURCE_FAILED')),
    );
    if (resolved) end = { ...end, sourceProvenance: { resolvedStorageSource: resolved } };

    const daemon = createDockerDaemon(machine);
    const outputs: string[] = build.steps.map(() => '');
    const { results, failure } = await timed('BUILD', () =>
      runSteps({
        build,
        now,
        log,
        signal,
        run: async (step, on) => {
          const outcome = await runStep(step, {
            ...machine,
            build,
            stepIndex: on.index,
            workspace: place,
            daemon,
            log: on.log,
            signal: on.signal,
          });
          outputs[on.index] = await takeStepOutput(place);
          return outcome;
        },
      }),
    );
    const steps = build.steps.map((step, index) => ({ ...step, ...results[index] }));
    const buildStepOutputs = outputs.some((text) => text !== '') ? { buildStepOutputs: outputs } : {};
    end = { ...end, steps, results: { buildStepImages: build.steps.map(() => ''), ...buildStepOutputs } };
    signal.throwIfAborted();
    if (failure) throw new BuildFailure('USER_BUILD_STEP', failure.detail);
    if (!build.images?.length) return;
    const images = await timed('PUSH', () => pushImages(build.images ?? [], { daemon, log, now, signal }));
    end = { ...end, results: { ...end.results, images } };
  }

  try {
    await perform();
    log('DONE\n');
    return { steps: build.steps, ...end, timing, status: 'SUCCESS' };
  } catch (error) {
    const told = judge(signal.aborted ? signal.reason : error);
    log(`ERROR\nERROR: ${told.statusDetail}\n`);
    return { steps: build.steps, ...end, timing, ...told };
  } finally {
    await workspace?.remove();
  }
}

function judge(error: unknown): Pick<BuildEnd, 'status' | 'failureInfo'> & { readonly statusDetail: string } {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof BuildStopped) return { status: error.status, statusDetail: message };
  if (error instanceof BuildFailure) {
    const failureInfo = { type: error.type, detail: message };
    return { status: 'FAILURE', statusDetail: message, failureInfo };
  }
  return { status: 'INTERNAL_ERROR', statusDetail: `The machine of the local twin failed: ${message}` };
}

async function takeStepOutput(workspace: Workspace): Promise<string> {
  const path = join(workspace.rootfs, BUILDER_OUTPUT, 'output');
  const content = await readFile(path).catch(() => Buffer.alloc(0));
  await rm(path, { force: true });
  return content.subarray(0, MAX_STEP_OUTPUT_BYTES).toString('base64');
}
