import type { OnProgress } from '../weights/pull-progress.ts';
import type { JsonLine } from './json-lines.ts';

/** Yields what a job reports while it runs. A reader that is slow gets the newest; a job that fails makes the last line. */
export async function* progressLines(job: (onProgress: OnProgress) => Promise<void>): AsyncGenerator<JsonLine, void> {
  const waiting = new Map<string, JsonLine>();
  let reported = Promise.withResolvers<void>();
  let isOver = false;
  const report = (line: JsonLine) => {
    const { status } = line;
    const key = typeof status === 'string' ? status : 'error';
    // In the order of the reports; of one blob's progress only the newest counts.
    waiting.delete(key);
    waiting.set(key, line);
    reported.resolve();
  };
  const done = job((progress) => report({ ...progress }))
    .catch((error: unknown) => report({ error: error instanceof Error ? error.message : String(error) }))
    .finally(() => {
      isOver = true;
      reported.resolve();
    });
  while (!isOver || waiting.size > 0) {
    await reported.promise;
    reported = Promise.withResolvers();
    if (isOver) reported.resolve();
    const lines = [...waiting.values()];
    waiting.clear();
    yield* lines;
  }
  await done;
}
