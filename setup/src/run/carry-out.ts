import { ApiError } from '../google/api-error.ts';
import { waitForOperation } from '../google/wait-for-operation.ts';
import type { Change, Step } from '../plan/step.ts';
import { look } from './look.ts';
import { patiently } from './patiently.ts';
import { plannedReport, type StepReport } from './step-report.ts';
import { messageOf } from './why.ts';
import type { World } from './world.ts';

/**
 * Brings one thing about. It looks again before each try: what a try left half done, or somebody else changed, is seen,
 * and nothing is made twice.
 */
export async function carryOut(step: Step, world: World): Promise<StepReport> {
  let hasTried = false;
  const attempt = async (): Promise<StepReport> => {
    const decision = await look(step, world);
    if (decision.kind !== 'change') {
      const report = plannedReport(step, decision);
      return decision.kind === 'there' && hasTried ? { ...report, state: 'created' } : report;
    }
    hasTried = true;
    await perform(decision.change, world);
    return { ...plannedReport(step, decision), state: 'created' };
  };
  return await patiently(attempt, {
    isWorthAnother: (error) =>
      error instanceof ApiError &&
      (error.isPassing || error.isConflict || (step.passingStatuses?.includes(error.status) ?? false)),
    pause: world.pause,
    onWait: (seconds, error) => world.tell({ kind: 'waiting', title: step.title, seconds, why: messageOf(error) }),
  });
}

async function perform(change: Change, { google, files, pause }: World): Promise<void> {
  if (change.kind === 'file') return await files.write(change.path, change.text);
  const { request, operation } = change;
  const started = await google(request);
  if (operation) await waitForOperation(started, { api: request.api, version: operation, google, pause });
}
