import type { ChatAnswer } from '@proving-ground/shared';
import { formatLatency } from '../../format/duration.ts';

export interface AnswerFigure {
  readonly name: string;
  readonly value: string;
}

/** A cold start that is worth telling: below it, the model was there. */
const COLD_START_MS = 1_000;

/** What an answer took, in the order of interest; what was not measured is left out. */
export function answerFigures(answer: ChatAnswer): readonly AnswerFigure[] {
  const { ttftMs, tokensPerSecond, totalMs, promptTokens, answerTokens, modelLoadMs, model, revision } = answer;
  const figure = (name: string, value: string | null) => (value === null ? [] : [{ name, value }]);
  return [
    ...figure('First token', ttftMs === null ? null : formatLatency(ttftMs)),
    ...figure('Speed', tokensPerSecond === null ? null : `${tokensPerSecond.toFixed(1)} tokens/s`),
    ...figure('Total', formatLatency(totalMs)),
    ...figure('Tokens', tokensText(promptTokens, answerTokens)),
    ...figure('Model start', modelLoadMs === null || modelLoadMs < COLD_START_MS ? null : formatLatency(modelLoadMs)),
    ...figure('Model', model),
    ...figure('Revision', revision),
  ];
}

function tokensText(promptTokens: number | null, answerTokens: number | null): string | null {
  const parts = [promptTokens !== null && `${promptTokens} in`, answerTokens !== null && `${answerTokens} out`];
  return parts.filter(Boolean).join(', ') || null;
}
