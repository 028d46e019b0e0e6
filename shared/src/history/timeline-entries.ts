import type { CapacitySearch } from '../capacity/capacity-search.ts';
import { capacityConclusion } from '../capacity/capacity-search-text.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { isOver, type LoadTest } from '../load/load-test.ts';
import { describeLoad } from '../load-report/report-html.ts';
import { type TimelineEntry, wordsOf } from './timeline.ts';

/** The entry of a deployment as it is now. Pure. */
export function deploymentEntry(deployment: Deployment): TimelineEntry {
  const { id, spec, status, requestedBy, createdAt, endedAt, failure, kind } = deployment;
  const title = deploymentTitle(deployment);
  const detail = failure?.message.slice(0, 500) ?? '';
  return {
    id: `deployment~${id}`,
    createdAt,
    endedAt,
    area: 'deployment',
    title,
    detail,
    status,
    actor: requestedBy,
    path: `/deployments/${id}`,
    words: wordsOf(
      status,
      kind,
      title,
      id,
      requestedBy.email,
      spec.region,
      spec.model,
      spec.agent.serviceName,
      spec.backend.serviceName,
      failure?.reason ?? null,
    ),
  };
}

/** The entry of a load test as it is now; null for one that is part of something bigger, which has an entry itself. Pure. */
export function loadTestEntry(test: LoadTest): TimelineEntry | null {
  const { id, note, status, target, requestedBy, scheduleId, createdAt, endedAt, failure, partOf } = test;
  if (partOf) return null;
  const title = `${note || 'Load test'}: ${describeLoad(test.spec)}`.slice(0, 300);
  return {
    id: `loadTest~${id}`,
    createdAt,
    endedAt,
    area: 'loadTest',
    title,
    detail: isOver(status) ? (failure?.message.slice(0, 500) ?? outcomeOf(test)) : '',
    status,
    // Whoever saved the schedule is on record with it, but did not start this test.
    actor: scheduleId ? null : requestedBy,
    path: `/load-tests/${id}`,
    words: wordsOf(
      status,
      title,
      id,
      scheduleId ? 'schedule' : requestedBy.email,
      target.region,
      target.model,
      target.agent.name,
      test.headline?.verdict ?? null,
    ),
  };
}

/** The entry of a capacity search as it is now; its steps have none. Pure. */
export function capacitySearchEntry(search: CapacitySearch): TimelineEntry {
  const { id, status, spec, target, requestedBy, createdAt, endedAt, failure } = search;
  const title = `Capacity search: ${spec.slo}`.slice(0, 300);
  return {
    id: `capacitySearch~${id}`,
    createdAt,
    endedAt,
    area: 'loadTest',
    title,
    detail: (failure?.message ?? capacityConclusion(search) ?? '').slice(0, 500),
    status,
    actor: requestedBy,
    path: `/capacity/${id}`,
    words: wordsOf(status, title, id, requestedBy.email, target.region, target.model, target.agent.name),
  };
}

function deploymentTitle({ kind, spec, pairOf, agentVersion }: Deployment): string {
  const { agent, backend, region, model } = spec;
  switch (kind) {
    case 'switch':
      return `Traffic of ${agent.serviceName} in ${region} back to, or on to, release ${pairOf ?? ''}`;
    case 'delete':
      return `Deletion of ${agent.serviceName} and ${backend.serviceName} in ${region}`;
    case 'deploy': {
      const version = agentVersion ? `, agent version ${agentVersion.version}` : '';
      return `${SCOPES[spec.scope]} to ${region}: ${model}${version}`;
    }
  }
}

const SCOPES = { pair: 'Deployment', backend: 'Model server', agent: 'Agent', settings: 'Settings' } as const;

function outcomeOf({ headline }: LoadTest): string {
  if (!headline) return '';
  const { requests, errorRate, p95Ms, verdict } = headline;
  const parts = [
    `${requests} requests`,
    `${(errorRate * 100).toFixed(1)} % failed`,
    ...(p95Ms === null ? [] : [`p95 ${Math.round(p95Ms)} ms`]),
    ...(verdict ? [`verdict ${verdict}`] : []),
  ];
  return parts.join(', ');
}
