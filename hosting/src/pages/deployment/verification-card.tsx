import type { Verification } from '@proving-ground/shared';
import { formatLatency } from '../../format/duration.ts';

/** The questions that were asked before any traffic moved, and the answers that were good enough. */
export function VerificationCard({ verifications }: { readonly verifications: readonly Verification[] }) {
  return (
    <section class="card" aria-labelledby="verification-title">
      <header class="card-header">
        <h2 id="verification-title">
          {verifications.length === 1 ? 'Checked with a real question' : 'Checked with real questions'}
        </h2>
      </header>
      {verifications.map((verification) => (
        <Answered key={verification.question} verification={verification} />
      ))}
    </section>
  );
}

function Answered({ verification }: { readonly verification: Verification }) {
  const { question, answer, ttftMs, totalMs } = verification;
  return (
    <>
      <blockquote class="verification">
        <p class="verification-question">{question}</p>
        <p>{answer}</p>
      </blockquote>
      <p class="figures">
        {ttftMs !== null && <span>First token {formatLatency(ttftMs)}</span>}
        <span>Total {formatLatency(totalMs)}</span>
      </p>
    </>
  );
}
