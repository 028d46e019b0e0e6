import {
  type AgentVersion,
  agentVersion,
  agentVersionsPath,
  COLLECTIONS,
  type Deployment,
  type DeploymentEvent,
  type DeploymentStatus,
  deployment,
  deploymentEvent,
  deploymentEventsPath,
  deploymentId,
  deploymentPath,
  type LiveService,
  liveService,
  type PriceSettings,
  priceSettings,
  SETTINGS_PATHS,
  type SpendingSettings,
  spendingSettings,
} from '@proving-ground/shared';
import { collection, type Firestore, limit, orderBy, query, where } from 'firebase/firestore';
import type { HistoryRecord } from './combine-history.ts';
import { liveCollection } from './live-collection.ts';
import { liveDocument } from './live-document.ts';
import { liveMissing } from './live-missing.ts';
import type { Live, LiveList } from './live-state.ts';
import { newestFirst } from './newest-first.ts';
import { olderPage } from './older-page.ts';

export interface DeploymentsQuery {
  /** Null: whatever their status. */
  readonly status: DeploymentStatus | null;
  readonly count: number;
}

/** Everything the console reads; it writes through callables only. */
export interface ConsoleData {
  services(): Live<LiveList<LiveService>>;
  /** The newest versions of an agent's profile, newest first. */
  agentVersions(agentServiceName: string): Live<LiveList<AgentVersion>>;
  /** The cap on GPU spending; missing when nobody has set any. */
  spending(): Live<SpendingSettings>;
  /** What owners say GPUs cost; missing when nobody has said any. */
  prices(): Live<PriceSettings>;
  deployment(id: string): Live<Deployment>;
  /** The deployments of a release in several regions; none when there is no such release. */
  release(id: string): Live<LiveList<Deployment>>;
  /** The last events, newest first. */
  deploymentEvents(id: string, count: number): Live<LiveList<DeploymentEvent>>;
  newestDeployments(query: DeploymentsQuery): Live<LiveList<Deployment>>;
  /** One more page, after the given deployment. @throws Failure */
  olderDeployments(query: DeploymentsQuery, after: Pick<Deployment, 'id' | 'createdAt'>): Promise<LiveList<Deployment>>;
}

/** More than anybody looks through; older ones are kept. */
const MOST_VERSIONS = 100;

export function createConsoleData(firestore: Firestore): ConsoleData {
  const deployments = ({ status, count }: DeploymentsQuery, after?: HistoryRecord) =>
    newestFirst(collection(firestore, COLLECTIONS.deployments), {
      narrowedBy: status ? [where('status', '==', status)] : [],
      count,
      after,
    });
  return {
    services: () =>
      liveCollection({
        query: query(collection(firestore, COLLECTIONS.services)),
        schema: liveService,
        what: 'services',
      }),
    agentVersions: (agentServiceName) =>
      liveCollection({
        query: query(
          collection(firestore, agentVersionsPath(agentServiceName)),
          orderBy('version', 'desc'),
          limit(MOST_VERSIONS),
        ),
        schema: agentVersion,
        what: 'versions',
      }),
    spending: () => liveDocument({ firestore, path: SETTINGS_PATHS.spending, schema: spendingSettings }),
    prices: () => liveDocument({ firestore, path: SETTINGS_PATHS.prices, schema: priceSettings }),
    deployment: (id) =>
      deploymentId.safeParse(id).success
        ? liveDocument({ firestore, path: deploymentPath(id), schema: deployment })
        : // An address that somebody typed: it names no document, and might not even be a path.
          liveMissing(),
    release: (id) =>
      liveCollection({
        query: query(collection(firestore, COLLECTIONS.deployments), where('release.id', '==', id)),
        schema: deployment,
        what: 'deployments of a release',
      }),
    deploymentEvents: (id, count) =>
      liveCollection({
        query: query(collection(firestore, deploymentEventsPath(id)), orderBy('seq', 'desc'), limit(count)),
        schema: deploymentEvent,
        what: 'events',
      }),
    newestDeployments: (wanted) =>
      liveCollection({ query: deployments(wanted), schema: deployment, what: 'deployments' }),
    olderDeployments: (wanted, after) =>
      olderPage({ query: deployments(wanted, after), schema: deployment, what: 'deployments' }),
  };
}
