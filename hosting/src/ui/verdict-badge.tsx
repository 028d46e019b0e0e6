import type { SloVerdict } from '@proving-ground/shared';
import { Badge, type BadgeLook } from './badge.tsx';
import { AlertIcon, CheckIcon, CrossIcon } from './icons.tsx';

const LOOKS: Readonly<Record<SloVerdict['status'], BadgeLook>> = {
  passed: { text: 'Passed', tone: 'good', Icon: CheckIcon },
  failed: { text: 'Missed', tone: 'bad', Icon: CrossIcon },
  partial: { text: 'No proof', tone: 'warn', Icon: AlertIcon },
};

/** Whether the thresholds of a load test were kept. */
export function VerdictBadge({ verdict }: { readonly verdict: SloVerdict['status'] }) {
  return <Badge {...LOOKS[verdict]} />;
}
