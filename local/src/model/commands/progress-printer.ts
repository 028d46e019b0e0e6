import type { PullProgress } from '../weights/pull-progress.ts';

const MB = 1e6;
/** So many per cent lie between two lines: a build log is no terminal. */
const STEP_PERCENT = 10;

/** Prints a pull as lines: every change of status, and every tenth of a blob. */
export function progressPrinter(write: (line: string) => void): (progress: PullProgress) => void {
  let status = '';
  let nextPercent = 0;
  return (progress) => {
    const { total, completed } = progress;
    if (progress.status !== status) {
      status = progress.status;
      nextPercent = 0;
      if (total === undefined) return write(status);
    }
    if (!total || completed === undefined) return;
    const percent = Math.floor((100 * completed) / total);
    if (percent < nextPercent) return;
    nextPercent = percent - (percent % STEP_PERCENT) + STEP_PERCENT;
    write(`${status}: ${percent}% of ${(total / MB).toFixed(total < MB ? 3 : 0)} MB`);
  };
}
