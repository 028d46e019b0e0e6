import type { DeploymentStatus } from '@proving-ground/shared';
import { Badge, type BadgeLook } from './badge.tsx';
import { CheckIcon, ClockIcon, CrossIcon, MinusIcon, RunningIcon } from './icons.tsx';

const LOOKS: Readonly<Record<DeploymentStatus, BadgeLook>> = {
  running: { text: 'Running', tone: 'info', Icon: RunningIcon },
  live: { text: 'Live', tone: 'good', Icon: CheckIcon },
  held: { text: 'Held', tone: 'warn', Icon: ClockIcon },
  deleted: { text: 'Deleted', tone: 'plain', Icon: MinusIcon },
  failed: { text: 'Failed', tone: 'bad', Icon: CrossIcon },
  cancelled: { text: 'Cancelled', tone: 'plain', Icon: MinusIcon },
};

/** A deployment's status. */
export function StatusBadge(props: { readonly status: DeploymentStatus; readonly text?: string }) {
  const look = LOOKS[props.status];
  return <Badge {...look} text={props.text ?? look.text} />;
}
