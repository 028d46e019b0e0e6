import { type ChatTurn, isAnswering } from '@proving-ground/shared';
import { Markdown } from './markdown.tsx';
import { QuestionView } from './question-view.tsx';
import { splitStreaming } from './split-streaming.ts';
import { TurnOutcome } from './turn-outcome.tsx';
import type { TurnTools } from './turn-tools.ts';

/** A question with its answer, in whatever state that is. */
export function TurnView({ turn, tools }: { readonly turn: ChatTurn; readonly tools: TurnTools }) {
  return (
    <article class="turn">
      <QuestionView turn={turn} tools={tools} />
      <div class="turn-answer" aria-busy={turn.status === 'answering'}>
        <span class="visually-hidden">Agent: </span>
        <AnswerText turn={turn} />
        <TurnOutcome turn={turn} tools={tools} />
      </div>
    </article>
  );
}

function AnswerText({ turn: { status, text } }: { readonly turn: ChatTurn }) {
  if (text === '') return null;
  if (!isAnswering(status)) return <Markdown text={text} />;
  const { settled, tail } = splitStreaming(text);
  return (
    <>
      {settled && <Markdown text={settled} />}
      <p class="streaming">{tail}</p>
    </>
  );
}
