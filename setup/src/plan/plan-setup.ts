import { accountSteps } from './account-steps.ts';
import { apiSteps } from './api-steps.ts';
import { bucketStep } from './bucket-step.ts';
import { defaultProjectStep, ownerStep } from './file-steps.ts';
import { firebaseStep, signInStep, webAppStep } from './firebase-steps.ts';
import { accountGrantSteps, bucketGrantStep, repositoryGrantStep } from './grant-steps.ts';
import type { Step } from './step.ts';
import { databaseStep, repositoryStep, topicStep } from './store-steps.ts';
import type { Target } from './target.ts';

/** All that has to be there, each thing after what it needs. Pure. */
export function planSetup(target: Target): readonly Step[] {
  return [
    ...apiSteps(target),
    ...accountSteps(target),
    ...accountGrantSteps(target),
    repositoryStep(target),
    repositoryGrantStep(target),
    bucketStep(target),
    bucketGrantStep(target),
    topicStep(target),
    databaseStep(target),
    firebaseStep(target),
    webAppStep(target),
    signInStep(target),
    ownerStep(target),
    defaultProjectStep(target),
  ];
}
