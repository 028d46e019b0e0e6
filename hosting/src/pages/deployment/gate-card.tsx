import { type DeploymentSpec, type GateRecord, type GateStatus, gateRoundsOf } from '@proving-ground/shared';
import { Badge, type BadgeLook } from '../../ui/badge.tsx';
import { AlertIcon, CheckIcon, CrossIcon, MinusIcon, RunningIcon, StopIcon } from '../../ui/icons.tsx';
import { GateCriteria } from './gate-criteria.tsx';
import { GateRounds } from './gate-rounds.tsx';
import './gate-card.css';

const LOOKS: Readonly<Record<GateStatus, BadgeLook>> = {
  running: { text: 'Comparing', tone: 'info', Icon: RunningIcon },
  passed: { text: 'Passed', tone: 'good', Icon: CheckIcon },
  refused: { text: 'Refused', tone: 'bad', Icon: CrossIcon },
  undecided: { text: 'Not enough evidence', tone: 'warn', Icon: AlertIcon },
  skipped: { text: 'Skipped', tone: 'plain', Icon: MinusIcon },
  stopped: { text: 'Stopped', tone: 'plain', Icon: StopIcon },
};

/** What the load gate is at or came to, why, and by which load tests. */
export function GateCard(props: { readonly gate: GateRecord; readonly spec: Pick<DeploymentSpec, 'gate'> }) {
  const { gate, spec } = props;
  const { status, reason, criteria, parts, old } = gate;
  return (
    <section class="card load-gate" aria-labelledby="gate-title">
      <header class="card-header">
        <h2 id="gate-title">Load gate</h2>
        <Badge {...LOOKS[status]} />
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
