import { ApiError } from '../api-error.ts';
import type { LoadedModel, Prompt } from '../engine/engine.ts';
import type { Message } from './message.ts';

/**
 * Renders a conversation; when it is too long for the context, its oldest turns are forgotten. What the system says, and the
 * last turn, stay.
 * @throws ApiError 400 when even those are too long.
 */
export function fitChat(
  model: Pick<LoadedModel, 'contextTokens' | 'renderChat'>,
  messages: readonly Message[],
): Prompt {
  const turns = messages.flatMap(({ role }, index) => (role === 'system' ? [] : [index]));
  for (let forgotten = 0; ; forgotten += 1) {
    const dropped = new Set(turns.slice(0, forgotten));
    const prompt = model.renderChat(messages.filter((_, index) => !dropped.has(index)));
    if (prompt.tokens.length < model.contextTokens) return prompt;
    if (forgotten >= turns.length - 1) throw promptTooLong(prompt, model);
  }
}

export const promptTooLong = ({ tokens }: Prompt, { contextTokens }: Pick<LoadedModel, 'contextTokens'>) =>
  new ApiError(
    400,
    `the prompt has ${tokens.length} tokens; it and the answer must fit into a context of ${contextTokens}`,
  );
