import { deploymentStatus, loadTestStatus, type TimelineEntry } from '@proving-ground/shared';
import { Badge, type BadgeLook } from '../../ui/badge.tsx';
import { AlertIcon, CheckIcon, CrossIcon } from '../../ui/icons.tsx';
import { LoadStatusBadge } from '../../ui/load-status-badge.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';

const ACTS: Readonly<Record<string, BadgeLook>> = {
  done: { text: 'Done', tone: 'good', Icon: CheckIcon },
  refused: { text: 'Refused', tone: 'warn', Icon: AlertIcon },
  failed: { text: 'Failed', tone: 'bad', Icon: CrossIcon },
};
const UNKNOWN: BadgeLook = { text: 'Not known', tone: 'plain', Icon: AlertIcon };

/** How an entry went: in the words of its own kind where it has a record, else whether it was done. */
export function EntryStatus({ entry: { id, status } }: { readonly entry: TimelineEntry }) {
  const ofDeployment = deploymentStatus.safeParse(status).data;
  if (id.startsWith('deployment~') && ofDeployment) return <StatusBadge status={ofDeployment} />;
  const ofLoadTest = loadTestStatus.safeParse(status).data;
  if (id.startsWith('loadTest~') && ofLoadTest) return <LoadStatusBadge status={ofLoadTest} />;
  return <Badge {...(ACTS[status] ?? UNKNOWN)} />;
}
