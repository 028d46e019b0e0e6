import { Failure } from '@proving-ground/shared';
import type { CommandContext } from '../command-line/command.ts';
import { Interrupted } from '../command-line/interrupts.ts';

/** What goes on for an hour outlasts a network that is away for a moment. */
const MISSES_IN_A_ROW = 10;

/** Looks at a record again and again until it has ended.
 * @throws Interrupted after Ctrl-C, Failure when it cannot be read */
export async function watch<T>({
  context,
  look,
  onLook,
  isOver,
  goesOn,
}: {
  readonly context: Pick<CommandContext, 'interrupts' | 'output' | 'pause'>;
  readonly look: () => Promise<T>;
  /** Called with what was seen, also at the end. */
  readonly onLook: (seen: T) => void;
  readonly isOver: (seen: T) => boolean;
  /** What a reader must know who no longer follows it. */
  readonly goesOn: string;
}): Promise<T> {
  const signal = context.interrupts.current();
  let misses = 0;
  while (!signal.aborted) {
    try {
      const seen = await look();
      misses = 0;
      onLook(seen);
      if (isOver(seen)) return seen;
    } catch (error) {
      misses += 1;
      if (!(error instanceof Failure) || !error.record.retryable || misses > MISSES_IN_A_ROW) throw error;
      context.output.progress(`${error.record.message} Looking again.\n`);
    }
    await context.pause(signal);
  }
  throw new Interrupted(goesOn);
}
