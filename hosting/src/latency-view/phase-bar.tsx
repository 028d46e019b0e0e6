import { LATENCY_PHASES, type LatencySplit, splitText } from '@proving-ground/shared';
import './latency-view.css';

/** The phases side by side, each as long as its share; what is nothing is not drawn. */
export function PhaseBar({ split }: { readonly split: LatencySplit }) {
  return (
    <div class="phase-bar" role="img" aria-label={splitText(split)}>
      {LATENCY_PHASES.filter((phase) => split[phase] > 0).map((phase) => (
        <span key={phase} data-phase={phase} style={{ flexGrow: split[phase] }} />
      ))}
    </div>
  );
}
