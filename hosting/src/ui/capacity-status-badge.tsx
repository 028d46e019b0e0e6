import type { CapacitySearchStatus } from '@proving-ground/shared';
import { Badge, type BadgeLook } from './badge.tsx';
import { CheckIcon, CrossIcon, RunningIcon, StopIcon } from './icons.tsx';

const LOOKS: Readonly<Record<CapacitySearchStatus, BadgeLook>> = {
  running: { text: 'Searching', tone: 'info', Icon: RunningIcon },
  finished: { text: 'Finished', tone: 'good', Icon: CheckIcon },
  stopped: { text: 'Stopped', tone: 'plain', Icon: StopIcon },
  failed: { text: 'Failed', tone: 'bad', Icon: CrossIcon },
};

/** The status of a capacity search. */
export function CapacityStatusBadge({ status }: { readonly status: CapacitySearchStatus }) {
  return <Badge {...LOOKS[status]} />;
}
