import { Button } from '../../ui/button.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { RetryIcon } from '../../ui/icons.tsx';
import type { PendingTurn } from './shown-turns.ts';
import { WaitingView } from './waiting-view.tsx';

/** A question on its way to the record. */
export function PendingView({
  pending,
  onSendAgain,
}: {
  readonly pending: PendingTurn;
  readonly onSendAgain: () => void;
}) {
  return (
    <article class="turn">
      <div class="turn-asked">
        <p class="turn-question">
          <span class="visually-hidden">You: </span>
          {pending.question}
        </p>
      </div>
      <div class="turn-answer">
        {pending.failure ? (
          <FailurePanel failure={pending.failure}>
            <Button variant="quiet" onClick={onSendAgain}>
              <RetryIcon />
              Try again
            </Button>
          </FailurePanel>
        ) : (
          <WaitingView
            askedAtMs={pending.askedAtMs}
            isAccepted={false}
            hasText={false}
            isStopping={false}
            leaseUntilMs={null}
          />
        )}
      </div>
    </article>
  );
}
