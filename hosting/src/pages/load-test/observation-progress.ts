import type { LoadTest } from '@proving-ground/shared';
import type { SeenService } from '../../load-view/use-observations.ts';

/** What the cloud takes, before anybody has looked. */
const DEFAULT_DUE_SECONDS = 240;
const MOST_TAIL_SECONDS = 60;
/** Nobody looks any more at a test that ended so long ago. */
const GIVEN_UP_SECONDS = 3_600;

export interface ObservationProgress {
  readonly text: string;
  /** Null: nothing to wait for with a bar. */
  readonly bar: { readonly value: number; readonly max: number } | null;
}

/** What is still to come of the metrics, in words and as a bar; null when nothing is. */
export function observationProgress(
  test: Pick<LoadTest, 'startAt' | 'endedAt'>,
  { seen, nowMs }: { readonly seen: readonly SeenService[]; readonly nowMs: number },
): ObservationProgress | null {
  if (test.startAt === null) return null;
  if (seen.length > 0 && seen.every(({ status }) => status !== 'waiting')) return null;
  const delaySeconds = Math.max(0, ...seen.map((one) => one.delaySeconds + one.periodSeconds));
  if (test.endedAt === null) {
    return {
      text:
        seen.length === 0
          ? 'Metrics appear here as they come: up to four minutes late.'
          : `Metrics are up to ${spanText(delaySeconds)} late.`,
      bar: null,
    };
  }
  const sinceEnd = Math.max(0, Math.floor((nowMs - Date.parse(test.endedAt)) / 1_000));
  if (seen.length === 0 && sinceEnd > GIVEN_UP_SECONDS) {
    return { text: 'The services were not observed: nobody looked within an hour of the end.', bar: null };
  }
  const due = Math.max(0, ...seen.map(dueSeconds)) || DEFAULT_DUE_SECONDS;
  const text =
    sinceEnd <= due
      ? `Metrics arrive within ${spanText(due)} of the end.`
      : 'Metrics are late: what has not come in a few minutes is left out.';
  return { text, bar: { value: Math.min(sinceEnd, due), max: due } };
}

function dueSeconds({ periodSeconds, delaySeconds }: SeenService): number {
  return Math.min(MOST_TAIL_SECONDS, 2 * periodSeconds) + delaySeconds;
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six'];

function spanText(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return `${NUMBERS[minutes] ?? minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
}
