import type { StepView, TimelineRow } from './timeline.ts';

/** Rows that are skipped one after the other for the same reason, such as a pair that is there already, become one line. */
export function foldTakenOver(rows: readonly TimelineRow[]): readonly TimelineRow[] {
  const folded: StepView[][] = [];
  let reasonBefore: string | null = null;
  for (const row of rows) {
    const reason = reasonOf(row);
    if (reason !== null && reason === reasonBefore) folded.at(-1)?.push(...row);
    else folded.push([...row]);
    reasonBefore = reason;
  }
  return folded.map((row) => (reasonOf(row) === null ? row : oneLine(row)));
}

/** Why a plan left out all of a row; null when it did not. */
function reasonOf(row: TimelineRow): string | null {
  const detail = row[0]?.detail ?? '';
  // What has a time was begun, and given up on later.
  const isLeftOut = (step: StepView) => step.status === 'skipped' && step.durationMs === null && step.detail === detail;
  return detail !== '' && row.every(isLeftOut) ? detail : null;
}

function oneLine(row: TimelineRow): TimelineRow {
  const [first] = row;
  return first && row.length > 1 ? [{ ...first, title: `${row.length} steps not needed` }] : row;
}
