import type { LoadTestConclusion } from '@proving-ground/shared';

/** What was the bottleneck, how much was served, what to do; and what all that rests on. */
export function ConclusionCard({ conclusion }: { readonly conclusion: LoadTestConclusion }) {
  const { headline, servedText, nextStep, evidence, gaps, isSettled } = conclusion;
  return (
    <div class="card conclusion">
      <p class="conclusion-text">
        {!isSettled && 'So far: '}
        {headline}
      </p>
      {servedText && <p>{servedText}</p>}
      {nextStep && <p>{nextStep}</p>}
      {evidence.length > 0 && (
        <details>
          <summary>What this rests on</summary>
          <ul class="remarks">
            {evidence.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
      {isSettled && gaps.length > 0 && (
        <ul class="conclusion-gaps" aria-label="What is not known">
          {gaps.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
