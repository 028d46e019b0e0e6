import type { Build, BuildStep, TimeSpan } from './build.ts';
import { durationMs } from './build.ts';
import { prefixLines } from './build-log.ts';
import type { StepOutcome } from './run-step.ts';

export interface StepResult {
  readonly status: 'QUEUED' | 'SUCCESS' | 'FAILURE' | 'TIMEOUT' | 'CANCELLED';
  readonly exitCode?: number;
  readonly timing?: TimeSpan;
}

export interface StepsOutcome {
  readonly results: readonly StepResult[];
  /** The first step that failed the build. */
  readonly failure: { readonly index: number; readonly detail: string } | null;
}

export interface StepsRequest {
  readonly build: Build;
  readonly now: () => Date;
  readonly log: (text: string) => void;
  readonly signal: AbortSignal;
  readonly run: (
    step: BuildStep,
    on: { readonly index: number; readonly log: (text: string) => void; readonly signal: AbortSignal },
  ) => Promise<StepOutcome>;
}

/**
 * Runs the steps in the order of their `waitFor`: without one a step waits for all before it, with `-` for none.
 *
 * @throws what a step throws, after the others have been told to stop.
 */
export async function runSteps(request: StepsRequest): Promise<StepsOutcome> {
  const { steps } = request.build;
  const results: StepResult[] = steps.map(() => ({ status: 'QUEUED' }));
  // The first failure stops the steps that still run beside it.
  const halt = new AbortController();
  let failure: StepsOutcome['failure'] = null;
  const done: Promise<void>[] = [];
  for (const [index, step] of steps.entries()) {
    const before = predecessors(steps, index).map((earlier) => done[earlier] ?? Promise.resolve());
    done.push(
      (async () => {
        await Promise.all(before);
        if (halt.signal.aborted || request.signal.aborted) return;
        const ended = await runOne({ ...request, halt: halt.signal }, step, index);
        results[index] = ended.result;
        if (ended.problem === null || failure) return;
        failure = { index, detail: `build step ${index} "${step.name}" failed: ${ended.problem}` };
        halt.abort(new Error('another step failed'));
      })().catch((error: unknown) => {
        halt.abort(error);
        throw error;
      }),
    );
  }
  const settled = await Promise.allSettled(done);
  const rejected = settled.find((outcome) => outcome.status === 'rejected');
  if (rejected && !request.signal.aborted) throw rejected.reason;
  return { results, failure };
}

function predecessors(steps: readonly BuildStep[], index: number): readonly number[] {
  const wanted = steps[index]?.waitFor ?? [];
  if (wanted.length === 0) return steps.slice(0, index).keys().toArray();
  return steps
    .slice(0, index)
    .flatMap((step, earlier) => (step.id !== undefined && wanted.includes(step.id) ? [earlier] : []));
}

interface Ended {
  readonly result: StepResult;
  readonly problem: string | null;
}

async function runOne(
  request: StepsRequest & { readonly halt: AbortSignal },
  step: BuildStep,
  index: number,
): Promise<Ended> {
  const { build, now, log } = request;
  const label = `Step #${index}${step.id ? ` - "${step.id}"` : ''}`;
  const isOnly = build.steps.length === 1;
  const lines = prefixLines(isOnly ? '' : `${label}: `, log);
  if (!isOnly) log(`Starting ${label}\n`);
  lines.write(`Already have image (with digest): ${step.name}\n`);

  const limits = step.timeout === undefined ? [] : [AbortSignal.timeout(durationMs(step.timeout))];
  const [limit] = limits;
  const startTime = now().toISOString();
  const timing = () => ({ startTime, endTime: now().toISOString() });
  try {
    const signal = AbortSignal.any([request.signal, request.halt, ...limits]);
    const outcome = await request.run(step, { index, log: lines.write, signal });
    lines.end();
    if (!isOnly) log(`Finished ${label}\n`);
    return judge(step, outcome, timing());
  } catch (error) {
    lines.end();
    if (request.signal.aborted || request.halt.aborted)
      return { result: { status: 'CANCELLED', timing: timing() }, problem: null };
    if (limit?.aborted)
      return { result: { status: 'TIMEOUT', timing: timing() }, problem: `timed out after ${step.timeout}` };
    throw error;
  }
}

function judge(step: BuildStep, { exitCode, reason }: StepOutcome, timing: TimeSpan): Ended {
  if (exitCode === 0) return { result: { status: 'SUCCESS', exitCode, timing }, problem: null };
  const isAllowed = step.allowFailure === true || step.allowExitCodes?.includes(exitCode) === true;
  const problem = `step exited with non-zero status: ${exitCode}${reason === '' ? '' : `: ${reason}`}`;
  return { result: { status: 'FAILURE', exitCode, timing }, problem: isAllowed ? null : problem };
}
