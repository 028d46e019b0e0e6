import { type DeploymentSpec, type GateRecord, gateRoundsOf } from '@proving-ground/shared';
import { GateStatusBadge } from '../../ui/gate-status-badge.tsx';
import { useLinkedTo } from '../../ui/use-linked-to.ts';
import { GateCriteria } from './gate-criteria.tsx';
import { GateRounds } from './gate-rounds.tsx';
import './gate-card.css';

/** What the load gate is at or came to, why, and by which load tests. */
export function GateCard(props: { readonly gate: GateRecord; readonly spec: Pick<DeploymentSpec, 'gate'> }) {
  const { gate, spec } = props;
  const { status, reason, criteria, parts, old } = gate;
  const section = useLinkedTo<HTMLElement>('gate');
  return (
    <section ref={section} id="gate" class="card load-gate" aria-labelledby="gate-title">
      <header class="card-header">
        <h2 id="gate-title">Load gate</h2>
        <GateStatusBadge status={status} />
      </header>
      <div class="gate-reason">
        <p>{reason}</p>
        {old && (
          <p class="field-hint">
            Compared with <a href={`/deployments/${old.deploymentId}`}>the release that serves</a>. Rounds that count:{' '}
            {gateRoundsOf(parts).length}
            {spec.gate && ` of at most ${spec.gate.maxRounds}`}.
          </p>
        )}
      </div>
      {criteria.length > 0 && <GateCriteria criteria={criteria} />}
      {criteria.length === 0 && status === 'running' && spec.gate && (
        <p class="field-hint gate-hint">The first verdict comes after {spec.gate.minRounds} rounds.</p>
      )}
      {parts.length > 0 && <GateRounds parts={parts} />}
      {criteria.length > 0 && (
        <p class="field-hint gate-hint">
          The line is the limit, the dot what was observed, the bar where the truth may lie. A bar on the right side of
          its limit holds; one wholly beyond it is missed; one across it is not clear, and more rounds make it shorter.
        </p>
      )}
    </section>
  );
}
