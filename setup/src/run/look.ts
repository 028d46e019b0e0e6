import { ApiError } from '../google/api-error.ts';
import type { Decision, Step } from '../plan/step.ts';
import { patiently } from './patiently.ts';
import { plannedReport, type StepReport } from './step-report.ts';
import { fixOf, isExpected, messageOf } from './why.ts';
import type { World } from './world.ts';

/** Looks at the one thing and decides; 404 stands for something that is not there. */
export async function look(step: Step, { google, files }: Pick<World, 'google' | 'files'>): Promise<Decision> {
  if (step.look.kind === 'file') return step.decide(await files.read(step.look.path));
  try {
    return step.decide(await google(step.look.request));
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return step.decide(null);
    throw error;
  }
}

/** What would be done about a step, before anything is: nothing can be there yet of an API that is off. */
export async function plan(step: Step, world: World): Promise<StepReport> {
  const lookAhead = async () => {
    try {
      return await look(step, world);
    } catch (error) {
      if (error instanceof ApiError && error.isApiOff) return step.decide(null);
      throw error;
    }
  };
  try {
    const decision = await patiently(lookAhead, {
      isWorthAnother: (error) => error instanceof ApiError && error.isPassing,
      pause: world.pause,
      onWait: (seconds, error) => world.tell({ kind: 'waiting', title: step.title, seconds, why: messageOf(error) }),
    });
    return plannedReport(step, decision);
  } catch (error) {
    if (!isExpected(error)) throw error;
    return { id: step.id, title: step.title, state: 'blocked', detail: messageOf(error), fix: fixOf(error, step) };
  }
}
