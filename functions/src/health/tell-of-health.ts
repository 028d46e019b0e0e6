import type { Authorize } from '../agent/ask-agent.ts';
import type { MonitoringSight } from '../alerts/monitoring-sight.ts';
import type { WatchedPair } from '../alerts/watched-pair.ts';
import { healthEvent } from '../notifications/event-texts.ts';
import { type NotifyDependencies, notify } from '../notifications/notify.ts';
import type { Log } from '../platform/log.ts';
import type { HealthStore } from '../store/health-store.ts';
import type { IncidentStore } from '../store/incident-store.ts';
import { checkHealth } from './check-health.ts';

/** Looks at the agents' health, and tells people of those that went down or came back. */
export async function tellOfHealth(
  pairs: readonly WatchedPair[],
  dependencies: NotifyDependencies & {
    readonly sight: Pick<MonitoringSight, 'instanceCounts'>;
    readonly incidents: Pick<IncidentStore, 'open'>;
    readonly health: HealthStore;
    readonly authorize: Authorize;
    readonly consoleUrl: string;
    readonly log: Log;
  },
): Promise<void> {
  const { sight, incidents, health, authorize, consoleUrl, now, log } = dependencies;
  const turns = await checkHealth({
    pairs,
    openIncidents: await incidents.open(),
    instanceCounts: await sight.instanceCounts(now),
    store: health,
    authorize,
    now,
  });
  for (const { pair, turn } of turns) {
    const isNews = await notify(healthEvent(pair, turn, consoleUrl), dependencies);
    if (isNews) log.info('watch.health', { ...turn, region: pair.region, agent: pair.agent });
  }
}
