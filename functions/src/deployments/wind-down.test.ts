import { STEP_IDS } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import { aDeployment } from '../testing/a-deployment.ts';
import { anObservedBuild } from '../testing/an-observed-build.ts';
import { NOTHING_OBSERVED, type Observation } from './observation.ts';
import { windDownStep } from './wind-down.ts';

const deployment = aDeployment({ cancelRequested: true });
const seeing = (status: string): Observation => ({
  ...NOTHING_OBSERVED,
  builds: { backend: { value: anObservedBuild({ image: 'backend', status }), logTail: [] } },
});

describe('winding down', () => {
  test.each(STEP_IDS.filter((step) => !step.startsWith('build')))('leaves %s as it is', (step) => {
    expect(windDownStep(step, deployment, NOTHING_OBSERVED)).toMatchObject({ kind: 'skip' });
  });

  test('stops a build that is still at work', () => {
    expect(windDownStep('buildBackend', deployment, seeing('WORKING'))).toMatchObject({
      kind: 'act',
      effect: { kind: 'cancelBuild', step: 'buildBackend', buildId: 'build-backend' },
      learned: { builds: { backend: { buildId: 'build-backend' } } },
    });
  });

  test.each(['CANCELLED', 'SUCCESS', 'FAILURE'])('keeps on record that a build ended with %s', (status) => {
    expect(windDownStep('buildBackend', deployment, seeing(status))).toMatchObject({
      kind: 'skip',
      detail: `The build ended with ${status}.`,
      learned: { builds: { backend: { status } } },
    });
  });

  test('a build that never began needs nothing', () => {
    const none = { ...NOTHING_OBSERVED, builds: { backend: { value: null, logTail: [] } } };
    expect(windDownStep('buildBackend', deployment, none)).toEqual({ kind: 'skip', detail: 'No build was started.' });
  });
});
