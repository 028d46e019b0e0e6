import { isDeepStrictEqual } from 'node:util';
import { reconciling } from './conditions.ts';
import { EMPTY_POLICY } from './iam-policy.ts';
import { shortName } from './resource-names.ts';
import type { RevisionRecord, ServiceRecord } from './service-record.ts';
import type { ServiceSpec } from './wire.ts';

export interface Fresh {
  readonly at: string;
  readonly uuid: () => string;
  /** Three letters for the name of a revision. */
  readonly suffix: () => string;
}

/** The record of a service that is not there yet. Pure. */
export function firstRecord(name: string, spec: ServiceSpec, fresh: Fresh): ServiceRecord {
  const empty: ServiceRecord = {
    name,
    uid: fresh.uuid(),
    generation: 0,
    observedGeneration: 0,
    createdAt: fresh.at,
    updatedAt: fresh.at,
    spec: {},
    reconciling: true,
    terminalCondition: reconciling('Ready', fresh.at),
    conditions: [],
    latestCreatedRevision: null,
    latestReadyRevision: null,
    served: [],
    revisions: [],
    revisionCount: 0,
    policy: EMPTY_POLICY,
    port: 0,
    tagPorts: {},
  };
  return nextRecord(empty, spec, fresh);
}

/** The record after its owner changed the spec: a new revision only when the template is another one. Pure. */
export function nextRecord(record: ServiceRecord, spec: ServiceSpec, fresh: Fresh): ServiceRecord {
  const revision = changesTemplate(record, spec) ? newRevision(record, spec, fresh) : null;
  const message = revision ? `Creating Revision '${revision.name}'.` : 'Updating routing.';
  return {
    ...record,
    generation: record.generation + 1,
    updatedAt: fresh.at,
    spec,
    reconciling: true,
    terminalCondition: reconciling('Ready', fresh.at, message),
    conditions: [reconciling('RoutesReady', fresh.at), reconciling('ConfigurationsReady', fresh.at)],
    latestCreatedRevision: revision?.name ?? record.latestCreatedRevision,
    revisions: revision ? [...record.revisions, revision] : record.revisions,
    revisionCount: record.revisionCount + (revision ? 1 : 0),
  };
}

export function changesTemplate(record: ServiceRecord, spec: ServiceSpec): boolean {
  return record.revisions.length === 0 || !isDeepStrictEqual(record.spec.template, spec.template);
}

function newRevision(record: ServiceRecord, { template = {} }: ServiceSpec, fresh: Fresh): RevisionRecord {
  const number = String(record.revisionCount + 1).padStart(5, '0');
  return {
    name: template.revision || `${shortName(record.name)}-${number}-${fresh.suffix()}`,
    uid: fresh.uuid(),
    createdAt: fresh.at,
    updatedAt: fresh.at,
    template,
    state: 'deploying',
    failure: null,
    image: null,
    startupMs: 0,
  };
}
