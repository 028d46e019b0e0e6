import type { IncidentStore } from '../store/incident-store.ts';
import { incidentChanges, incidentsOf } from './incidents-of.ts';
import type { MonitoringSight } from './monitoring-sight.ts';

/** Writes down what Cloud Monitoring tells of its alerts on our policies. */
export async function takeOverIncidents({
  sight,
  incidents,
  now,
}: {
  readonly sight: Pick<MonitoringSight, 'newestAlerts'>;
  readonly incidents: Pick<IncidentStore, 'open' | 'known' | 'save'>;
  readonly now: Date;
}): Promise<void> {
  const told = incidentsOf(await sight.newestAlerts());
  const openOnRecord = await incidents.open();
  const knownIds = await incidents.known(told.map(({ id }) => id));
  const changed = incidentChanges({ told, openOnRecord, knownIds, now });
  if (changed.length > 0) await incidents.save(changed);
}
