import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Processes } from '../processes/processes.ts';
import type { BaseImages } from './base-images.ts';
import { openContext } from './build-context.ts';
import { cacheKey } from './cache-key.ts';
import { DockerfileError } from './dockerfile-error.ts';
import type { StoredImage } from './image.ts';
import type { LocalImageStore } from './image-store.ts';
import { type Instruction, parseDockerfile } from './parse-dockerfile.ts';
import { performStage } from './perform-stage.ts';
import { type PlannedStage, planBuild } from './plan-build.ts';
import { writeStandInPrograms } from './stand-in-programs.ts';

export interface BuildImageRequest {
  readonly contextFolder: string;
  /** Relative to the context. */
  readonly dockerfile: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly target: string | null;
  readonly noCache: boolean;
  readonly images: LocalImageStore;
  readonly baseImages: BaseImages;
  readonly processes: Processes;
  /** What this machine must tell the programs of a RUN, such as a package index to use. */
  readonly machineEnv: Readonly<Record<string, string>>;
  /** Given text as it comes: parts of lines too. */
  readonly log: (text: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Builds a Dockerfile as `docker build` does.
 *
 * @throws DockerfileError with file and line; the signal's reason when aborted.
 */
export async function buildImage(request: BuildImageRequest): Promise<StoredImage> {
  const { images, log } = request;
  const { globalArgs, stages } = await plan(request);
  const final = stages.at(-1);
  if (!final) throw new Error('The Dockerfile has no stage.');
  const imageKey = cacheKey('image', final.key);
  const known = request.noCache ? null : await images.findByCacheKey(imageKey);
  const steps = numberSteps(globalArgs, stages);
  for (const { line, keyword, text } of globalArgs) log(`${steps.get(line)} : ${keyword} ${text}\n`);

  if (known) {
    for (const stage of stages) printCached(stage, steps, log);
    log(`Successfully built ${shortId(known.digest)}\n`);
    return known;
  }
  const work = await images.createWorkFolder();
  try {
    const standInPrograms = join(work, 'programs');
    await writeStandInPrograms(standInPrograms);
    const starts = await chooseStarts(stages, request);
    const rootfsOf = (index: number) => join(work, `stage-${index}`, 'rootfs');
    for (const stage of stages) {
      const start = starts.get(stage.index);
      if (start === undefined) {
        printCached(stage, steps, log);
        continue;
      }
      await mkdir(join(work, `stage-${stage.index}`), { recursive: true });
      await performStage({ ...request, stage, start, steps, standInPrograms, rootfsOf });
    }
    const image = await images.commit(join(work, `stage-${final.index}`), final.config, imageKey);
    log(`Successfully built ${shortId(image.digest)}\n`);
    return image;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function plan(request: BuildImageRequest): Promise<PlannedBuild> {
  const { contextFolder, dockerfile: file } = request;
  const content = await readFile(join(contextFolder, file), 'utf8').catch((error: unknown) => {
    throw new DockerfileError({ file, line: 1 }, `unable to read the Dockerfile: ${String(error)}`);
  });
  const context = await openContext(contextFolder, file);
  const parsed = parseDockerfile(content, file);
  return {
    globalArgs: parsed.globalArgs,
    stages: await planBuild({ ...request, file, dockerfile: parsed, context }),
  };
}

/** Where each stage that has to be built begins: after its last instruction whose result is kept. */
async function chooseStarts(
  stages: readonly PlannedStage[],
  { images, noCache }: BuildImageRequest,
): Promise<ReadonlyMap<number, number>> {
  const starts = new Map<number, number>();
  const needed = new Set([stages.length - 1]);
  for (const stage of [...stages].reverse()) {
    if (!needed.has(stage.index)) continue;
    const start = noCache ? 0 : await firstUncached(stage, images);
    starts.set(stage.index, start);
    if (start === 0 && stage.origin.kind === 'stage') needed.add(stage.origin.index);
    for (const { copiesFrom } of stage.steps.slice(start))
      if (copiesFrom?.kind === 'stage') needed.add(copiesFrom.index);
  }
  return starts;
}

async function firstUncached(stage: PlannedStage, images: LocalImageStore): Promise<number> {
  for (let index = stage.steps.length - 1; index >= 0; index -= 1) {
    const step = stage.steps[index];
    if (step?.operation.kind === 'run' && (await images.hasLayer(step.key))) return index + 1;
  }
  return 0;
}

interface PlannedBuild {
  /** ARG before the first FROM: it makes nothing, and Docker counts it as a step all the same. */
  readonly globalArgs: readonly Instruction[];
  readonly stages: readonly PlannedStage[];
}

/** `Step 3/9`, counted over every stage, by the line of the instruction. */
export type StepNumbers = ReadonlyMap<number, string>;

function numberSteps(globalArgs: readonly Instruction[], stages: readonly PlannedStage[]): StepNumbers {
  const lines = [
    ...globalArgs.map(({ line }) => line),
    ...stages.flatMap((stage) => [stage.from.line, ...stage.steps.map(({ instruction }) => instruction.line)]),
  ];
  return new Map(lines.map((line, index) => [line, `Step ${index + 1}/${lines.length}`]));
}

function printCached(stage: PlannedStage, steps: StepNumbers, log: (text: string) => void): void {
  log(`${steps.get(stage.from.line)} : FROM ${stage.from.text}\n ---> ${shortId(stage.originKey)}\n`);
  for (const { instruction, key } of stage.steps) {
    log(
      `${steps.get(instruction.line)} : ${instruction.keyword} ${instruction.text}\n ---> Using cache\n ---> ${shortId(key)}\n`,
    );
  }
}

const shortId = (digest: string) => digest.replace(/^sha256:/, '').slice(0, 12);
