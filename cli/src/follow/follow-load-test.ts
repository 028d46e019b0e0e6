import {
  concludeLoadTest,
  isOver,
  type LoadFigures,
  type LoadResult,
  type LoadTest,
  type LoadTestConclusion,
  resultOf,
} from '@proving-ground/shared';
import type { ApiClient } from '../api/api-client.ts';
import { unanswered } from '../api/client-failure.ts';
import { readLoadFigures, readLoadTest, readObservations } from '../api/records.ts';
import type { CommandContext } from '../command-line/command.ts';
import { EXIT, type ExitCode } from '../command-line/exit-codes.ts';
import { loadOutcome, loadProgress } from './load-outcome.ts';
import { watch } from './watch.ts';

/** Seconds of the test between two tables. */
const TABLE_EVERY_SECONDS = 2;

export interface SeenLoadTest {
  readonly test: LoadTest;
  /** Null before anything was measured. */
  readonly result: LoadResult | null;
  /** What it says about its pair; null while it goes on, and without figures. */
  readonly conclusion: LoadTestConclusion | null;
}

/** @throws Failure */
export async function lookAtLoadTest(api: ApiClient, id: string): Promise<SeenLoadTest> {
  // The record first: the figures of a test that is seen as ended are then the last ones.
  const test = await readLoadTest(api, id);
  const figures = await readLoadFigures(api, id);
  const result = figures && readResult(id, figures);
  const seen = isOver(test.status) ? await readObservations(api, id) : [];
  return { test, result, conclusion: concludeLoadTest(test, { result, seen }) };
}

function readResult(id: string, figures: LoadFigures): LoadResult | null {
  try {
    return resultOf(figures);
  } catch (error) {
    throw unanswered('UNEXPECTED_ANSWER', `The figures of load test ${id} are of another version.`, error);
  }
}

/** Prints the table as it fills, and in the end everything. */
export async function followLoadTest(context: CommandContext, id: string): Promise<SeenLoadTest> {
  const { api, output } = context;
  let shownSeconds = 0;
  const seen = await watch({
    context,
    look: () => lookAtLoadTest(api, id),
    onLook: ({ test, result }) => {
      if (!result || isOver(test.status) || result.elapsedSeconds < shownSeconds + TABLE_EVERY_SECONDS) return;
      shownSeconds = result.elapsedSeconds;
      output.progress(loadProgress(result));
    },
    isOver: ({ test }) => isOver(test.status),
    goesOn: `Load test ${id} goes on without this command. To stop it: npm run pg -- load stop ${id}`,
  });
  showLoadTest(context, seen);
  return seen;
}

export function showLoadTest({ output }: Pick<CommandContext, 'output'>, seen: SeenLoadTest): void {
  const { test, result, conclusion } = seen;
  output.result({ text: `\n${loadOutcome(seen)}`, document: { loadTest: test, result, conclusion } });
}

/** A test that did not run to its end proves nothing, whatever it measured. */
export function verdictCode({ test, result }: SeenLoadTest): ExitCode {
  if (test.status !== 'finished' || !result) return EXIT.failed;
  return result.verdict === null || result.verdict.status === 'passed' ? EXIT.done : EXIT.failed;
}
