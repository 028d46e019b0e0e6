import type { LoadTestStatus } from '@proving-ground/shared';
import { Badge, type BadgeLook } from './badge.tsx';
import { AlertIcon, CheckIcon, CrossIcon, RunningIcon, StopIcon } from './icons.tsx';

const LOOKS: Readonly<Record<LoadTestStatus, BadgeLook>> = {
  starting: { text: 'Starting', tone: 'info', Icon: RunningIcon },
  running: { text: 'Running', tone: 'info', Icon: RunningIcon },
  finished: { text: 'Finished', tone: 'good', Icon: CheckIcon },
  partial: { text: 'Partial', tone: 'warn', Icon: AlertIcon },
  stopped: { text: 'Stopped', tone: 'plain', Icon: StopIcon },
  failed: { text: 'Failed', tone: 'bad', Icon: CrossIcon },
};

/** A load test's status. */
export function LoadStatusBadge({ status }: { readonly status: LoadTestStatus }) {
  return <Badge {...LOOKS[status]} />;
}
