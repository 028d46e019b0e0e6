import { BOTTLENECK_TEXTS, type ScalingConclusion } from '@proving-ground/shared';

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
        {BOTTLENECK_TEXTS[bottleneck]}
      </a>
      {instances.length > 0 && <span>most instances: {instances.join(', ')}</span>}
    </p>
  );
}
