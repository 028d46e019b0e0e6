import {
  type CapacitySpec,
  type CapacityStep,
  type LoadResult,
  type LoadSpec,
  loadSpecOfStep,
} from '@proving-ground/shared';
import { judgeStep } from '../capacity/judge-step.ts';
import { planCapacityStep } from '../capacity/plan-capacity-step.ts';

/** The steps of a whole search, each measured as it says, without records, tasks and rests. */
export async function playSearch(
  spec: CapacitySpec,
  measure: (loadSpec: LoadSpec) => LoadResult | Promise<LoadResult>,
): Promise<CapacityStep[]> {
  const steps: CapacityStep[] = [];
  for (;;) {
    const plan = planCapacityStep({ spec, steps });
    if (plan.kind === 'end') return steps;
    const result = await measure(loadSpecOfStep(spec, { ...plan.step, index: steps.length }));
    const at = new Date().toISOString();
    const step: CapacityStep = {
      ...plan.step,
      ...{ loadTestId: `step${steps.length}`, status: 'running', startedAt: at, endedAt: null, judgement: null },
      ...{ evidence: [], figures: null, failure: null },
    };
    steps.push(judgeStep({ step, spec, result, endedAt: at }));
  }
}
