import { planSetup } from '../plan/plan-setup.ts';
import type { Step } from '../plan/step.ts';
import type { Target } from '../plan/target.ts';
import { carryOut } from './carry-out.ts';
import { type Check, checkProject } from './check-project.ts';
import { plan } from './look.ts';
import type { StepReport } from './step-report.ts';
import { fixOf, isExpected, messageOf } from './why.ts';
import type { World } from './world.ts';

export interface Summary {
  readonly project: string;
  readonly region: string;
  readonly isDryRun: boolean;
  /** Nothing failed and nothing stands in the way. */
  readonly isOk: boolean;
  readonly checks: readonly Check[];
  readonly steps: readonly StepReport[];
  /** The command that comes next; null when something else has to be put right before. */
  readonly next: string | null;
}

/** Checks, plans and, unless it is a dry run, does what is missing; a check or a step in the way changes nothing. */
export async function setUp(
  { isDryRun, ...order }: Omit<Target, 'projectNumber'> & { readonly isDryRun: boolean },
  world: World,
): Promise<Summary> {
  const { checks, projectNumber } = await checkProject(order.projectId, world);
  const summary = (steps: readonly StepReport[]): Summary => {
    const isOk = [...checks.map((check) => check.isOk === true), ...steps.map(isFine)].every(Boolean);
    const next = isOk && !isDryRun ? 'npx firebase deploy' : null;
    return { project: order.projectId, region: order.region, isDryRun, isOk, checks, steps, next };
  };
  if (checks.some(({ isOk }) => isOk !== true)) return summary([]);

  const steps = planSetup({ ...order, projectNumber });
  const planned: StepReport[] = [];
  for (const step of steps) planned.push(await plan(step, world));
  world.tell({ kind: 'planned', steps: planned });
  if (isDryRun || !planned.every(isFine)) return summary(planned);
  return summary(await doAll(steps, world));
}

function isFine({ state }: StepReport): boolean {
  return state !== 'blocked' && state !== 'failed' && state !== 'not reached';
}

/** One after the other, for each needs some before it; what fails ends the run. */
async function doAll(steps: readonly Step[], world: World): Promise<StepReport[]> {
  const reports: StepReport[] = [];
  for (const step of steps) {
    const report = reports.every(isFine) ? await doOne(step, world) : notReached(step);
    reports.push(report);
  }
  return reports;
}

async function doOne(step: Step, world: World): Promise<StepReport> {
  world.tell({ kind: 'begun', title: step.title });
  const report = await carryOut(step, world).catch((error: unknown): StepReport => {
    if (!isExpected(error)) throw error;
    return { id: step.id, title: step.title, state: 'failed', detail: messageOf(error), fix: fixOf(error, step) };
  });
  world.tell({ kind: 'done', step: report });
  return report;
}

function notReached({ id, title }: Step): StepReport {
  return { id, title, state: 'not reached', detail: 'a step before it failed', fix: '' };
}
