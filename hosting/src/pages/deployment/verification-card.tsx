import type { Verification } from '@proving-ground/shared';
import { formatLatency } from '../../format/duration.ts';

/** The question that was asked before any traffic moved, and the answer that was good enough. */
export function VerificationCard({ verification }: { readonly verification: Verification }) {
  const { question, answer, ttftMs, totalMs } = verification;
  return (
    <section class="card" aria-labelledby="verification-title">
      <header class="card-header">
        <h2 id="verification-title">Checked with a real question</h2>
      </header>
      <blockquote class="verification">
        <p class="verification-question">{question}</p>
        <p>{answer}</p>
      </blockquote>
      <p class="figures">
        {ttftMs !== null && <span>First token {formatLatency(ttftMs)}</span>}
        <span>Total {formatLatency(totalMs)}</span>
      </p>
    </section>
  );
}
