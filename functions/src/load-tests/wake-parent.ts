import { assertNever, type LoadTestPart } from '@proving-ground/shared';
import type { WakeSearch } from '../capacity/capacity-queue.ts';
import type { Wake } from '../deployments/advance-deployment.ts';

/** Lets what a load test is a part of know that it is over. A wake that is lost only costs the minute until its sweep. */
export type WakeParent = (part: LoadTestPart) => Promise<void>;

export function createWakeParent(dependencies: {
  readonly wakeDeployment: Wake;
  readonly wakeSearch: WakeSearch;
}): WakeParent {
  const { wakeDeployment, wakeSearch } = dependencies;
  return async (part) => {
    switch (part.kind) {
      case 'search':
        return await wakeSearch({ searchId: part.searchId, epoch: null, inMs: 0 });
      case 'gate':
        return await wakeDeployment({ deploymentId: part.deploymentId, epoch: null, inMs: 0 });
      default:
        return assertNever(part);
    }
  };
}
