import type { Part } from './part.ts';
import { sayLine, startPart, type Write } from './progress.ts';

/**
 * Starts the stages one after the other, the parts of a stage at once; waits for the end; stops all parts in reverse.
 * Resolves to the exit code.
 */
export async function runParts(options: {
  readonly stages: readonly (readonly Part[])[];
  readonly write: Write;
  /** Resolves, to the exit code, when everything is to stop; also while it is starting. */
  readonly ending: Promise<number>;
  readonly onReady: () => Promise<void>;
}): Promise<number> {
  const { stages, write, ending, onReady } = options;
  const begun: Part[] = [];
  let ended = false;

  async function startAll(): Promise<void> {
    for (const stage of stages) {
      if (ended) return;
      begun.push(...stage);
      await Promise.all(stage.map((part) => startPart(part, write)));
    }
    if (!ended) await onReady();
  }

  const started = startAll().then(
    () => ending,
    (error: unknown) => {
      // What breaks off because everything stops is no news.
      if (!ended) write(`\n${error instanceof Error ? error.message : String(error)}\n`);
      return 1;
    },
  );
  const exitCode = await Promise.race([ending, started]);
  ended = true;
  write('\nStopping\n');
  for (const part of begun.toReversed()) {
    await part.stop().catch((error: unknown) => sayLine(write)(part.name, `did not stop cleanly: ${String(error)}`));
  }
  write('Stopped\n');
  return exitCode;
}
