import { createHash } from 'node:crypto';
import { failed, reconciling, succeeded } from './conditions.ts';
import { toTimestamp } from './durations.ts';
import { revisionName } from './resource-names.ts';
import type { RevisionRecord, ServiceRecord } from './service-record.ts';
import { reachableRevisions } from './traffic.ts';
import type { Condition } from './wire.ts';

export function revisionEtag({ uid, updatedAt }: RevisionRecord): string {
  return `"${createHash('sha256').update(`${uid} ${updatedAt}`).digest('base64url').slice(0, 16)}"`;
}

/** A revision as the API answers it. */
export function revisionMessage(record: ServiceRecord, revision: RevisionRecord): object {
  const { revision: _name, scaling, ...template } = revision.template;
  return {
    ...template,
    name: revisionName(record.name, revision.name),
    service: record.name.slice(record.name.lastIndexOf('/') + 1),
    uid: revision.uid,
    generation: '1',
    observedGeneration: revision.state === 'deploying' ? '0' : '1',
    createTime: toTimestamp(revision.createdAt),
    updateTime: toTimestamp(revision.updatedAt),
    launchStage: 'GA',
    ...(scaling && { scaling }),
    reconciling: revision.state === 'deploying',
    conditions: conditions(record, revision),
    etag: revisionEtag(revision),
  };
}

function conditions(record: ServiceRecord, revision: RevisionRecord): readonly Condition[] {
  const at = revision.updatedAt;
  const kinds = ['Ready', 'ContainerHealthy', 'ResourcesAvailable'] as const;
  const active: Condition = reachableRevisions(record).has(revision.name)
    ? succeeded('Active', at)
    : { ...failed('Active', at, { message: 'Revision retired.' }), severity: 'INFO', revisionReason: 'RETIRED' };
  const { failure } = revision;
  if (failure) return [...kinds.map((kind) => failed(kind, at, failure)), active];
  if (revision.state === 'deploying') return kinds.map((kind) => reconciling(kind, at));
  return [...kinds.map((kind) => succeeded(kind, at)), active];
}
