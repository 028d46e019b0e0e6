import { LATENCY_PHASES, type LatencySplit, PHASE_TEXTS, phaseTime } from '@proving-ground/shared';
import './latency-view.css';

/** Every phase with its time and what is in it, in the order in which it passes. */
export function PhaseList({ split }: { readonly split: LatencySplit }) {
  return (
    <dl class="phase-list">
      {LATENCY_PHASES.map((phase) => (
        <div key={phase}>
          <dt>
            <span class="phase-mark" data-phase={phase} />
            {PHASE_TEXTS[phase].name}
          </dt>
          <dd>{phaseTime(split[phase])}</dd>
          <dd class="phase-about">{PHASE_TEXTS[phase].about}</dd>
        </div>
      ))}
    </dl>
  );
}
