import { applyInstruction, type BuildArguments, readArgs } from './apply-instruction.ts';
import type { BaseImages } from './base-images.ts';
import { type CopyRoot, findSources, hashSources } from './build-context.ts';
import { cacheKey } from './cache-key.ts';
import { DockerfileError } from './dockerfile-error.ts';
import { expandWord } from './expand-words.ts';
import type { ImageConfig, ImageStore, StoredImage } from './image.ts';
import type { Instruction, ParsedDockerfile, Stage } from './parse-dockerfile.ts';
import { initialState, type Operation, type StageState } from './stage-state.ts';

/** Where a stage begins, and where a COPY --from takes from. */
export type Origin =
  | { readonly kind: 'scratch' }
  | { readonly kind: 'stage'; readonly index: number }
  | { readonly kind: 'image'; readonly image: StoredImage }
  | { readonly kind: 'base'; readonly install: (rootfs: string) => Promise<void> };

export interface PlannedStep {
  readonly instruction: Instruction;
  readonly operation: Operation;
  /** The configuration after the step. */
  readonly config: ImageConfig;
  /** The cache key after the step. */
  readonly key: string;
  /** For COPY --from. */
  readonly copiesFrom: Origin | null;
}

export interface PlannedStage {
  readonly index: number;
  readonly from: Instruction;
  readonly origin: Origin;
  readonly originKey: string;
  readonly steps: readonly PlannedStep[];
  readonly config: ImageConfig;
  readonly key: string;
}

export interface PlanRequest {
  readonly file: string;
  readonly dockerfile: ParsedDockerfile;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly target: string | null;
  readonly context: CopyRoot;
  readonly baseImages: BaseImages;
  readonly images: Pick<ImageStore, 'resolve'>;
}

const SCRATCH: ImageConfig = { env: {}, entrypoint: [], cmd: [], workdir: '/', user: '', exposedPorts: [], labels: {} };

/**
 * Reads every stage up to the target and gives each step its cache key, without running anything: what is known
 * already is found before any work is done, and a mistake in the last line is not found after ten minutes.
 *
 * @throws DockerfileError
 */
export async function planBuild(request: PlanRequest): Promise<readonly PlannedStage[]> {
  const { dockerfile, file } = request;
  const last = targetIndex(request);
  const global: Record<string, string> = {};
  for (const arg of dockerfile.globalArgs) {
    at(file, arg, () => Object.assign(global, readArgs(arg.text, global, { given: request.buildArgs, global: {} })));
  }
  const planned: PlannedStage[] = [];
  for (const [index, stage] of dockerfile.stages.slice(0, last + 1).entries()) {
    planned.push(await planStage(request, { stage, index, planned, args: { given: request.buildArgs, global } }));
  }
  return planned;
}

function targetIndex({ dockerfile, target, file }: PlanRequest): number {
  if (target === null) return dockerfile.stages.length - 1;
  const named = dockerfile.stages.findIndex((stage) => stage.name === target.toLowerCase());
  const index = named < 0 && /^\d+$/.test(target) ? Number(target) : named;
  if (!dockerfile.stages[index])
    throw new DockerfileError({ file, line: 1 }, `target stage "${target}" could not be found`);
  return index;
}

interface StageRequest {
  readonly stage: Stage;
  readonly index: number;
  readonly planned: readonly PlannedStage[];
  readonly args: BuildArguments;
}

async function planStage(request: PlanRequest, { stage, index, planned, args }: StageRequest): Promise<PlannedStage> {
  const { file } = request;
  const find = (reference: string) => findOrigin(reference, { request, planned, stages: request.dockerfile.stages });
  const base = await at(file, stage.from, () => find(expandWord(stage.from.text.split(/\s+/)[0] ?? '', args.global)));
  let state: StageState = initialState(base.config);
  let key = cacheKey('from', base.key);
  const originKey = key;
  const steps: PlannedStep[] = [];
  for (const instruction of stage.instructions) {
    const step = await at(file, instruction, async () => {
      const applied = applyInstruction(state, instruction, args);
      const { operation } = applied;
      const source = operation.kind === 'copy' && operation.from !== null ? await find(operation.from) : null;
      state = applied.state;
      key = cacheKey(key, await operationKey(operation, request.context, source?.key ?? null), state.config);
      return { instruction, operation, config: state.config, key, copiesFrom: source?.origin ?? null };
    });
    steps.push(step);
  }
  return { index, from: stage.from, origin: base.origin, originKey, steps, config: state.config, key };
}

async function operationKey(operation: Operation, context: CopyRoot, sourceKey: string | null): Promise<unknown> {
  if (operation.kind !== 'copy') return operation;
  if (sourceKey !== null) return [operation, sourceKey];
  const matches = (await Promise.all(operation.sources.map((source) => findSources(context, source)))).flat();
  return [operation, await hashSources(matches, context)];
}

interface Found {
  readonly origin: Origin;
  readonly config: ImageConfig;
  readonly key: string;
}

async function findOrigin(
  reference: string,
  where: {
    readonly request: PlanRequest;
    readonly planned: readonly PlannedStage[];
    readonly stages: readonly Stage[];
  },
): Promise<Found> {
  const { planned, request, stages } = where;
  const stage = planned.find(
    ({ index }) => stages[index]?.name === reference.toLowerCase() || String(index) === reference,
  );
  if (stage) return { origin: { kind: 'stage', index: stage.index }, config: stage.config, key: stage.key };
  if (reference === 'scratch') return { origin: { kind: 'scratch' }, config: SCRATCH, key: 'scratch' };
  const image = await request.images.resolve(reference);
  if (image) return { origin: { kind: 'image', image }, config: image.config, key: image.digest };
  const base = request.baseImages.find(reference);
  const key = cacheKey(base.identity, process.platform, process.arch);
  return { origin: { kind: 'base', install: base.install }, config: base.config, key };
}

function at<T>(file: string, instruction: Instruction, work: () => T): T {
  const fail = (error: unknown): never => {
    if (error instanceof DockerfileError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new DockerfileError({ file, line: instruction.line }, message);
  };
  try {
    const result = work();
    return result instanceof Promise ? (result.catch(fail) as T) : result;
  } catch (error) {
    return fail(error);
  }
}
