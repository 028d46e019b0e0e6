import type { GateStatus } from '@proving-ground/shared';
import { Badge, type BadgeLook } from './badge.tsx';
import { AlertIcon, CheckIcon, CrossIcon, MinusIcon, RunningIcon, StopIcon } from './icons.tsx';

const LOOKS: Readonly<Record<GateStatus, BadgeLook>> = {
  running: { text: 'Comparing', tone: 'info', Icon: RunningIcon },
  passed: { text: 'Passed', tone: 'good', Icon: CheckIcon },
  refused: { text: 'Refused', tone: 'bad', Icon: CrossIcon },
  undecided: { text: 'Not enough evidence', tone: 'warn', Icon: AlertIcon },
  skipped: { text: 'Skipped', tone: 'plain', Icon: MinusIcon },
  stopped: { text: 'Stopped', tone: 'plain', Icon: StopIcon },
};

/** The status of a load gate. */
export function GateStatusBadge({ status }: { readonly status: GateStatus }) {
  return <Badge {...LOOKS[status]} />;
}
