import { describeCancelling } from './describe-cancelling.ts';
import { describeCreating } from './describe-creating.ts';
import { describeLease } from './describe-lease.ts';
import { describeSaving } from './describe-saving.ts';
import type { OpenStore } from './store-calls.ts';

/** What every deployment store does, whatever it stores in. */
export function describeDeploymentStore(name: string, open: OpenStore): void {
  describeCreating(name, open);
  describeLease(name, open);
  describeSaving(name, open);
  describeCancelling(name, open);
}
