import { mkdir } from 'node:fs/promises';
import { assertNever } from '@proving-ground/shared';
import { type CopyRoot, findSources, openContext } from './build-context.ts';
import type { BuildImageRequest, StepNumbers } from './build-image.ts';
import { copyIntoRootfs, createFolder } from './copy-into-rootfs.ts';
import { DockerfileError } from './dockerfile-error.ts';
import type { Origin, PlannedStage, PlannedStep } from './plan-build.ts';
import { runInRootfs } from './run-in-rootfs.ts';
import type { CopyOperation } from './stage-state.ts';

export interface StageRequest extends BuildImageRequest {
  readonly stage: PlannedStage;
  /** The first step to perform; what comes before it is restored from the cache. */
  readonly start: number;
  readonly steps: StepNumbers;
  readonly standInPrograms: string;
  readonly rootfsOf: (stageIndex: number) => string;
}

/** Makes the rootfs of one stage. */
export async function performStage(request: StageRequest): Promise<void> {
  const { stage, start, steps, log, images } = request;
  const rootfs = request.rootfsOf(stage.index);
  log(`${steps.get(stage.from.line)} : FROM ${stage.from.text}\n`);
  const cached = stage.steps[start - 1];
  if (cached) await images.restoreLayer(cached.key, rootfs);
  else await installOrigin(stage.origin, rootfs, request);
  log(` ---> ${shortId(stage.originKey)}\n`);

  for (const [index, step] of stage.steps.entries()) {
    request.signal.throwIfAborted();
    const { instruction } = step;
    log(`${steps.get(instruction.line)} : ${instruction.keyword} ${flagsText(step)}${instruction.text}\n`);
    if (index < start) log(' ---> Using cache\n');
    else await performStep(step, rootfs, request);
    log(` ---> ${shortId(step.key)}\n`);
  }
}

async function installOrigin(origin: Origin, rootfs: string, request: StageRequest): Promise<void> {
  switch (origin.kind) {
    case 'scratch':
      return void (await mkdir(rootfs, { recursive: true }));
    case 'base':
      await mkdir(rootfs, { recursive: true });
      return await origin.install(rootfs);
    case 'image':
      return await request.images.copyImage(origin.image, rootfs);
    case 'stage':
      return await request.images.copyTree(request.rootfsOf(origin.index), rootfs);
    default:
      return assertNever(origin);
  }
}

async function performStep(step: PlannedStep, rootfs: string, request: StageRequest): Promise<void> {
  const { operation, instruction } = step;
  const fail = (message: string): never => {
    throw new DockerfileError({ file: request.dockerfile, line: instruction.line }, message);
  };
  switch (operation.kind) {
    case 'config':
      return;
    case 'folder':
      await createFolder(rootfs, operation.path).catch((error: unknown) => failUnlessSystem(error, fail));
      return;
    case 'copy':
      await copy(operation, step, { rootfs, request }).catch((error: unknown) => failUnlessSystem(error, fail));
      return;
    case 'run': {
      request.log(` ---> Running in ${shortId(step.key)}\n`);
      const code = await runInRootfs(operation, { ...request, rootfs, config: step.config }).catch((error: unknown) => {
        // The reason of an abort is no mistake of the Dockerfile either.
        request.signal.throwIfAborted();
        return failUnlessSystem(error, fail);
      });
      if (code !== 0) fail(`The command '${operation.argv.join(' ')}' returned a non-zero code: ${code}`);
      return await request.images.saveLayer(step.key, rootfs);
    }
    default:
      return assertNever(operation);
  }
}

/** A full disk or a folder that cannot be written is no mistake of the Dockerfile. */
function failUnlessSystem(error: unknown, fail: (message: string) => never): never {
  const isSystem = error instanceof Error && 'syscall' in error;
  if (isSystem) throw error;
  return fail(error instanceof Error ? error.message : String(error));
}

async function copy(
  operation: CopyOperation,
  step: PlannedStep,
  { rootfs, request }: { readonly rootfs: string; readonly request: StageRequest },
): Promise<void> {
  const root = await openCopyRoot(step.copiesFrom, request);
  const matches = (await Promise.all(operation.sources.map((source) => findSources(root, source)))).flat();
  await copyIntoRootfs(operation, { rootfs, root, matches });
}

async function openCopyRoot(from: Origin | null, request: StageRequest): Promise<CopyRoot> {
  const stage = (folder: string): CopyRoot => ({ folder, ignores: () => false, isContext: false });
  if (from === null) return await openContext(request.contextFolder, request.dockerfile);
  if (from.kind === 'stage') return stage(request.rootfsOf(from.index));
  if (from.kind === 'image') return stage(from.image.rootfs);
  throw new Error('COPY --from takes from a stage or from an image built here, not from a base image.');
}

const flagsText = ({ instruction }: PlannedStep) =>
  instruction.flags.map(([name, value]) => `--${name}${value === '' ? '' : `=${value}`} `).join('');

const shortId = (digest: string) => digest.replace(/^sha256:/, '').slice(0, 12);
