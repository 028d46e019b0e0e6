import type { Bottleneck, ScalingConclusion } from '@proving-ground/shared';

const TEXTS: Readonly<Record<Bottleneck, string>> = {
  backend: 'the model server',
  agent: 'the agent',
  loadGenerator: 'the load itself came late',
  coldStarts: 'cold starts',
  none: 'none met',
  unknown: 'not known',
};

/** The conclusion in one line, which leads to the rest of it. */
export function ScalingLine({ conclusion }: { readonly conclusion: ScalingConclusion }) {
  const { bottleneck, certainty, peakInstances } = conclusion;
  const isGuess = certainty === 'likely' && bottleneck !== 'unknown' && bottleneck !== 'none';
  const instances = [
    ...(peakInstances.backend === null ? [] : [`model server ${peakInstances.backend}`]),
    ...(peakInstances.agent === null ? [] : [`agent ${peakInstances.agent}`]),
  ];
  return (
    <p class="figures">
      <a href="#scaling-title">
        Bottleneck: {isGuess && 'probably '}
        {TEXTS[bottleneck]}
      </a>
      {instances.length > 0 && <span>most instances: {instances.join(', ')}</span>}
    </p>
  );
}
