import { formatElapsed } from '../../format/duration.ts';
import { AnswerSplit } from '../../latency-view/answer-split.tsx';
import { Button } from '../../ui/button.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { RetryIcon, RunningIcon, StopIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import { secondsClock } from '../../ui/seconds-clock.ts';
import { answerFigures } from './answer-figures.ts';
import type { Turn } from './chat-state.ts';
import { Markdown } from './markdown.tsx';
import { splitStreaming } from './split-streaming.ts';

/** A model that is loaded answers sooner than this. */
const COLD_AFTER_MS = 3_000;

/** A question with its answer, in whatever state that is. */
export function TurnView(props: { readonly turn: Turn; readonly onRetry: (() => void) | null }) {
  const { turn, onRetry } = props;
  return (
    <article class="turn">
      <p class="turn-question">
        <span class="visually-hidden">You: </span>
        {turn.question}
      </p>
      <div class="turn-answer" aria-busy={turn.status === 'streaming'}>
        <span class="visually-hidden">Agent: </span>
        {turn.sessionRestarted && (
          <Notice>The agent was restarted and has forgotten what was said before this question.</Notice>
        )}
        <AnswerText turn={turn} />
        <Outcome turn={turn} onRetry={onRetry} />
      </div>
    </article>
  );
}

function AnswerText({ turn: { status, text } }: { readonly turn: Turn }) {
  if (status !== 'streaming') return text ? <Markdown text={text} /> : null;
  const { settled, tail } = splitStreaming(text);
  return (
    <>
      {settled && <Markdown text={settled} />}
      <p class="streaming">{tail}</p>
    </>
  );
}

function Outcome({ turn, onRetry }: { readonly turn: Turn; readonly onRetry: (() => void) | null }) {
  const retry = onRetry && (
    <Button variant="quiet" onClick={onRetry}>
      <RetryIcon />
      Try again
    </Button>
  );
  switch (turn.status) {
    case 'submitted':
    case 'waitingForModel':
      return <Waiting turn={turn} />;
    case 'streaming':
      return null;
    case 'stopped':
      return (
        <div class="turn-foot">
          <span class="badge badge-plain">
            <StopIcon />
            Stopped
          </span>
          {retry}
        </div>
      );
    case 'failed':
      return turn.failure && <FailurePanel failure={turn.failure}>{retry}</FailurePanel>;
    case 'done':
      return <Figures turn={turn} />;
  }
}

function Waiting({ turn: { status, submittedAtMs } }: { readonly turn: Turn }) {
  const waitedMs = secondsClock.value - submittedAtMs;
  const cold = status === 'waitingForModel' && waitedMs >= COLD_AFTER_MS;
  const text = status === 'submitted' ? 'Asking the agent' : cold ? 'Starting the model' : 'Waiting for the model';
  return (
    <p class="waiting">
      <RunningIcon />
      <span>{text}</span>
      <span aria-hidden="true">{formatElapsed(waitedMs)}</span>
      {cold && <small>After a pause the first answer takes longer: an instance starts and loads the weights.</small>}
    </p>
  );
}

function Figures({ turn: { answer } }: { readonly turn: Turn }) {
  if (!answer) return null;
  return (
    <>
      {answer.truncated && <Notice>The answer reached the limit of its length and was cut off.</Notice>}
      <dl class="answer-figures">
        {answerFigures(answer).map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <AnswerSplit answer={answer} />
    </>
  );
}
