import { type Deployment, STEP_IDS, STEP_NEEDS, type StepId } from '@proving-ground/shared';

/** Steps that can move now: at work, or with everything they need done. */
export function activeSteps(deployment: Deployment): StepId[] {
  // What a plan leaves out counts as done once everything before it is.
  const isDone = (step: StepId): boolean => {
    const { status } = deployment.steps[step];
    return status === 'done' || (status === 'skipped' && STEP_NEEDS[step].every(isDone));
  };
  return STEP_IDS.filter((step) => {
    const { status } = deployment.steps[step];
    return (
      status === 'running' || (status === 'pending' && !isWindingDown(deployment) && STEP_NEEDS[step].every(isDone))
    );
  });
}

/** Whether nothing new is begun any more. */
export function isWindingDown(deployment: Deployment): boolean {
  return deployment.failure !== null || deployment.cancelRequested;
}
