import {
  capacitySearchStatus,
  deploymentStatus,
  gateStatus,
  loadTestStatus,
  type TimelineEntry,
} from '@proving-ground/shared';
import type { ComponentChild } from 'preact';
import { Badge, type BadgeLook } from '../../ui/badge.tsx';
import { CapacityStatusBadge } from '../../ui/capacity-status-badge.tsx';
import { GateStatusBadge } from '../../ui/gate-status-badge.tsx';
import { AlertIcon, CheckIcon, CrossIcon } from '../../ui/icons.tsx';
import { LoadStatusBadge } from '../../ui/load-status-badge.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';

/** Of what has no badge of its own. */
const LOOKS: Readonly<Record<string, BadgeLook>> = {
  done: { text: 'Done', tone: 'good', Icon: CheckIcon },
  refused: { text: 'Refused', tone: 'warn', Icon: AlertIcon },
  failed: { text: 'Failed', tone: 'bad', Icon: CrossIcon },
  open: { text: 'Open', tone: 'bad', Icon: AlertIcon },
  closed: { text: 'Closed', tone: 'plain', Icon: CheckIcon },
  down: { text: 'Down', tone: 'bad', Icon: CrossIcon },
  up: { text: 'Back', tone: 'good', Icon: CheckIcon },
};
const UNKNOWN: BadgeLook = { text: 'Not known', tone: 'plain', Icon: AlertIcon };

/** By what an entry is about, which its id begins with: the badge of such a record. */
const BADGES: Readonly<Record<string, (status: string) => ComponentChild>> = {
  deployment: (status) => {
    const known = deploymentStatus.safeParse(status).data;
    return known && <StatusBadge status={known} />;
  },
  loadTest: (status) => {
    const known = loadTestStatus.safeParse(status).data;
    return known && <LoadStatusBadge status={known} />;
  },
  capacitySearch: (status) => {
    const known = capacitySearchStatus.safeParse(status).data;
    return known && <CapacityStatusBadge status={known} />;
  },
  gate: (status) => {
    const known = gateStatus.safeParse(status).data;
    return known && <GateStatusBadge status={known} />;
  },
};

/** How an entry went: in the words of its own kind where it has a record, else whether it was done. */
export function EntryStatus({ entry: { id, status } }: { readonly entry: TimelineEntry }) {
  const kind = id.slice(0, id.indexOf('~'));
  return <>{BADGES[kind]?.(status) ?? <Badge {...(LOOKS[status] ?? UNKNOWN)} />}</>;
}
