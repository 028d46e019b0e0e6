import type { ChatTurn } from '@proving-ground/shared';
import { AnswerSplit } from '../../latency-view/answer-split.tsx';
import { Button } from '../../ui/button.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { AlertIcon, RetryIcon, StopIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import { AnswerBar } from './answer-bar.tsx';
import { FiguresView } from './figures-view.tsx';
import type { TurnTools } from './turn-tools.ts';
import { WaitingView } from './waiting-view.tsx';

/** What became of an answer, or what it waits for. */
export function TurnOutcome({ turn, tools }: { readonly turn: ChatTurn; readonly tools: TurnTools }) {
  const { canAsk, onAskInstead } = tools;
  const again = onAskInstead && (
    <Button variant="quiet" disabled={!canAsk} onClick={() => onAskInstead(turn.question)}>
      <RetryIcon />
      Try again
    </Button>
  );
  switch (turn.status) {
    case 'waiting':
    case 'answering':
      return (
        <WaitingView
          askedAtMs={Date.parse(turn.askedAt)}
          isAccepted={turn.acceptedAt !== null}
          hasText={turn.text !== ''}
          isStopping={turn.stopRequested}
          leaseUntilMs={turn.leaseUntil === null ? null : Date.parse(turn.leaseUntil)}
        />
      );
    case 'stopped':
      return (
        <>
          <div class="turn-foot">
            <span class="badge badge-plain">
              <StopIcon />
              Stopped
            </span>
            {again}
          </div>
          <ServedBy turn={turn} />
        </>
      );
    case 'interrupted':
      return (
        <>
          <div class="turn-foot">
            <span class="badge badge-warn">
              <AlertIcon />
              Interrupted
            </span>
            {again}
          </div>
          <p class="turn-note">The answer broke off on our side; what had come by then is kept.</p>
          <ServedBy turn={turn} />
        </>
      );
    case 'failed':
      return (
        <>
          {turn.failure && <FailurePanel failure={turn.failure}>{again}</FailurePanel>}
          <ServedBy turn={turn} />
        </>
      );
    case 'done':
      return (
        <>
          {turn.figures?.truncated && <Notice>The answer reached the limit of its length and was cut off.</Notice>}
          {turn.figures && <FiguresView answer={turn.figures} />}
          <AnswerBar turn={turn} tools={tools} />
        </>
      );
  }
}

/** Who was asked and by which trace that is found, where there are no figures that say it. */
function ServedBy({ turn: { servedBy, traceId } }: { readonly turn: ChatTurn }) {
  if (!servedBy) return null;
  return (
    <>
      <dl class="answer-figures">
        <div>
          <dt>Model</dt>
          <dd>{servedBy.model}</dd>
        </div>
        <div>
          <dt>Revision</dt>
          <dd>{servedBy.revision}</dd>
        </div>
      </dl>
      <AnswerSplit answer={{ splitUs: null, traceId }} />
    </>
  );
}
