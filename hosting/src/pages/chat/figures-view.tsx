import type { ChatAnswer } from '@proving-ground/shared';
import { AnswerSplit } from '../../latency-view/answer-split.tsx';
import { answerFigures } from './answer-figures.ts';

/** What an answer took, and who gave it. */
export function FiguresView({ answer }: { readonly answer: ChatAnswer }) {
  return (
    <>
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
