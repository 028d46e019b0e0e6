import { alertKind, type Incident } from '@proving-ground/shared';
import type { MonitoringAlert } from '../gcp/monitoring-alerts.ts';
import { readPairLabels } from './managed-labels.ts';

/** The alerts on our policies, as records; everything else is left out. Pure. */
export function incidentsOf(alerts: readonly MonitoringAlert[]): readonly Incident[] {
  return alerts.flatMap(({ name, state, openTime, closeTime, policy }) => {
    const resource = readPairLabels(policy.userLabels);
    const kind = alertKind.safeParse(resource?.kind).data;
    if (!resource || !kind) return [];
    const { region, service, deploymentId } = resource;
    return [
      {
        id: name.split('/').at(-1) ?? '',
        kind,
        region,
        service,
        deploymentId,
        title: policy.displayName.replace(/^Proving Ground: /, '').slice(0, 512),
        state: state === 'OPEN' ? ('open' as const) : ('closed' as const),
        openedAt: new Date(openTime).toISOString(),
        closedAt: closeTime === undefined ? null : new Date(closeTime).toISOString(),
      },
    ];
  });
}

/** Which records are to be written: those that are new or have changed. An open one that is not told of any more has
 * closed: its policy is gone, or it is too old to be told. Pure. */
export function incidentChanges(input: {
  readonly told: readonly Incident[];
  readonly openOnRecord: readonly Incident[];
  readonly knownIds: ReadonlySet<string>;
  readonly now: Date;
}): readonly Incident[] {
  const { told, openOnRecord, knownIds, now } = input;
  const toldIds = new Set(told.map(({ id }) => id));
  const openIds = new Set(openOnRecord.map(({ id }) => id));
  return [
    // A closed one that is known and not open on record was closed there before.
    ...told.filter(({ id, state }) => !knownIds.has(id) || (state === 'closed' && openIds.has(id))),
    ...openOnRecord
      .filter(({ id }) => !toldIds.has(id))
      .map((one) => ({ ...one, state: 'closed' as const, closedAt: now.toISOString() })),
  ];
}
