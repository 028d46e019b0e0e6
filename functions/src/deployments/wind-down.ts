import type { Deployment, StepId } from '@proving-ground/shared';
import { windDownGate } from '../gate/decide-gate.ts';
import { isActiveBuild, learnBuild } from './decide-build.ts';
import { windDownRelease } from './decide-release.ts';
import type { StepDecision } from './effect.ts';
import { BUILD_STEPS, type Observation } from './observation.ts';

/** All that is still of interest after a failure or a cancel: builds and load cost money, and traffic may have to go back. */
export const WINDING_DOWN_STEPS: readonly StepId[] = ['buildBackend', 'buildAgent', 'gate', 'release'];

/** After a failure or a cancel: builds and load are stopped, traffic goes back, everything else is left as it is. Pure. */
export function windDownStep(step: StepId, deployment: Deployment, observed: Observation): StepDecision {
  if (step === 'release') return windDownRelease(deployment, observed);
  if (step === 'gate') return windDownGate(deployment, observed);
  if (step !== 'buildBackend' && step !== 'buildAgent') {
    const deploying = step === 'deployBackend' || step === 'deployAgent';
    return { kind: 'skip', detail: deploying ? 'Cloud Run finishes this roll-out by itself.' : 'Stopped.' };
  }
  const build = observed.builds[BUILD_STEPS[step]]?.value;
  if (!build) {
    const known = deployment.builds[BUILD_STEPS[step]] !== null;
    return { kind: 'skip', detail: known ? 'Its build could not be read; it may go on.' : 'No build was started.' };
  }
  const learned = learnBuild(deployment, step, build);
  if (!isActiveBuild(build.status)) return { kind: 'skip', detail: `The build ended with ${build.status}.`, learned };
  return {
    kind: 'act',
    detail: 'Stopping the build.',
    effect: { kind: 'cancelBuild', step, buildId: build.buildId },
    learned,
  };
}
