import type { LiveService } from '@proving-ground/shared';
import type { ImageKind } from '../gcp/source-archive.ts';
import { deploymentInProgress, serviceHasOtherKind } from './refusals.ts';

/**
 * Whether a deployment may take a service as its backend or its agent.
 * @throws Failure failed-precondition while another is at work on it, or when it is live as the other kind
 */
export function refuseHeld(record: LiveService, kind: ImageKind): void {
  if (record.activeDeploymentId) throw deploymentInProgress(record, record.activeDeploymentId);
  if (record.current !== null && record.kind !== kind) throw serviceHasOtherKind(record);
}
