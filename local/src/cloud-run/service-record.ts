import type { StoredImage } from '../images/image.ts';
import type { Policy } from './iam-policy.ts';
import type { Condition, RevisionTemplate, ServiceSpec, TrafficTarget } from './wire.ts';

/** Why a revision does not serve; one of the two reasons, as in Condition. */
export interface RevisionFailure {
  readonly message: string;
  readonly reason?: 'CONTAINER_MISSING' | 'REVISION_FAILED' | 'INTERNAL';
  readonly revisionReason?: 'HEALTH_CHECK_CONTAINER_ERROR';
}

export interface RevisionRecord {
  /** Without the service before it: `zoo-agent-00001-abc`. */
  readonly name: string;
  readonly uid: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** With defaults filled in. */
  readonly template: RevisionTemplate;
  readonly state: 'deploying' | 'ready' | 'failed';
  readonly failure: RevisionFailure | null;
  /** What the image's name meant when the revision was made; Cloud Run too keeps its own copy. */
  readonly image: StoredImage | null;
  /** How long its instances took to start, on average. */
  readonly startupMs: number;
}

/** All there is to know about a service; what is on disk. */
export interface ServiceRecord {
  readonly name: string;
  readonly uid: string;
  readonly generation: number;
  readonly observedGeneration: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly spec: ServiceSpec;
  readonly reconciling: boolean;
  readonly terminalCondition: Condition;
  readonly conditions: readonly Condition[];
  readonly latestCreatedRevision: string | null;
  readonly latestReadyRevision: string | null;
  /** Where requests go now; every target names its revision. */
  readonly served: readonly TrafficTarget[];
  readonly revisions: readonly RevisionRecord[];
  /** Counts every revision ever made, for their names. */
  readonly revisionCount: number;
  readonly policy: Policy;
  /** Set once somebody asked for its deletion: from then on it only ends, even if the twin was restarted meanwhile. */
  readonly deletedAt?: string;
  readonly port: number;
  readonly tagPorts: Readonly<Record<string, number>>;
}

export function findRevision(record: ServiceRecord, name: string | null | undefined): RevisionRecord | undefined {
  return record.revisions.find((revision) => revision.name === name);
}

/** Where the service answers on this machine. */
export function serviceUrl(record: Pick<ServiceRecord, 'port'>): string {
  return urlOf(record.port);
}

export function tagUrls(record: Pick<ServiceRecord, 'tagPorts'>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(record.tagPorts).map(([tag, port]) => [tag, urlOf(port)]));
}

const urlOf = (port: number) => `http://127.0.0.1:${port}`;
