import type { DeploymentStatus } from '@proving-ground/shared';
import { CheckIcon, CrossIcon, MinusIcon, RunningIcon } from './icons.tsx';

const LOOKS = {
  running: { text: 'Running', tone: 'info', Icon: RunningIcon },
  live: { text: 'Live', tone: 'good', Icon: CheckIcon },
  failed: { text: 'Failed', tone: 'bad', Icon: CrossIcon },
  cancelled: { text: 'Cancelled', tone: 'plain', Icon: MinusIcon },
} as const satisfies Record<DeploymentStatus, unknown>;

/** A deployment's status in word, icon and colour. */
export function StatusBadge(props: { readonly status: DeploymentStatus; readonly text?: string }) {
  const { text, tone, Icon } = LOOKS[props.status];
  return (
    <span class={`badge badge-${tone}`}>
      <Icon />
      {props.text ?? text}
    </span>
  );
}
