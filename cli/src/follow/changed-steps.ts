import { type Deployment, STEP_IDS, type StepId } from '@proving-ground/shared';

/** One line for each step that is not what it was before, in the order of the steps. */
export function changedSteps(before: Deployment | null, now: Deployment): readonly string[] {
  const seconds = Math.round((Date.parse(now.updatedAt) - Date.parse(now.createdAt)) / 1_000);
  return STEP_IDS.flatMap((id) => {
    const { status, detail } = now.steps[id];
    const was = before?.steps[id];
    if (was ? was.status === status && was.detail === detail : status === 'pending') return [];
    // Those that this kind of deployment does not have are skipped from the start: no news.
    if (status === 'skipped' && (!was || detail === '')) return [];
    return [`${`${seconds} s`.padStart(6)}  ${wordsOf(id).padEnd(14)}  ${status.padEnd(7)}  ${detail}`.trimEnd()];
  });
}

/** `buildBackend` as `build backend`. */
function wordsOf(id: StepId): string {
  return id.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
