import type { Deployment } from '../deployment/deployment.ts';
import { type TimelineEntry, wordsOf } from '../history/timeline.ts';

/** The entry of a deployment's load gate as it is now; null while it has not begun, or was not asked for. Pure. */
export function gateEntry(deployment: Deployment): TimelineEntry | null {
  const { id, spec, requestedBy, steps, gate } = deployment;
  if (!gate) return null;
  const { status, reason, criteria } = gate;
  const endedAt = steps.gate.endedAt ?? deployment.endedAt;
  const createdAt = steps.gate.startedAt ?? endedAt ?? deployment.createdAt;
  const title = `Load gate of ${spec.agent.serviceName} in ${spec.region}: ${spec.model}`;
  return {
    id: `gate~${id}`,
    createdAt,
    endedAt: status === 'running' ? null : (endedAt ?? createdAt),
    area: 'gate',
    title,
    // While it runs, the reason is what it is at, which changes too often to be kept here.
    detail: status === 'running' ? '' : reason.slice(0, 500),
    status,
    actor: requestedBy,
    path: `/deployments/${id}#gate`,
    words: wordsOf(
      status,
      title,
      id,
      requestedBy.email,
      ...criteria.filter(({ verdict }) => verdict !== 'holds').map((criterion) => criterion.id),
    ),
  };
}
