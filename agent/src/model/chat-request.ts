import type { LlmRequest } from '@google/adk';
import type { Content, GenerateContentConfig, Part } from '@google/genai';
import type { ChatRequest, Message, Options } from 'ollama';

/** A streamed chat request in Ollama's terms. */
export type StreamedChatRequest = ChatRequest & { readonly stream: true };

const ATTACHMENT_NOTE = '(The visitor attached a file that you cannot see.)';

// Attachments are named, never forwarded: the model reads text only, and the client would take a string image for a file path.
const textOfPart = (part: Part): string => {
  if (part.thought === true) return '';
  if (part.text !== undefined) return part.text;
  return part.inlineData === undefined && part.fileData === undefined ? '' : ATTACHMENT_NOTE;
};

const toMessage = (content: Content): Message => ({
  role: content.role === 'model' ? 'assistant' : 'user',
  content: (content.parts ?? []).map(textOfPart).filter(Boolean).join('\n'),
});

// A turn that failed or was stopped leaves a question without an answer; chat templates expect the roles to alternate.
const mergeNeighbours = (messages: readonly Message[]): Message[] => {
  const merged: Message[] = [];
  for (const message of messages) {
    const previous = merged.at(-1);
    if (previous?.role === message.role) previous.content += `\n\n${message.content}`;
    else merged.push({ ...message });
  }
  return merged;
};

const systemText = (instruction: GenerateContentConfig['systemInstruction']): string => {
  if (instruction === undefined) return '';
  if (typeof instruction === 'string') return instruction;
  throw new TypeError('OllamaLlm takes a system instruction as one string');
};

const toOptions = (config: GenerateContentConfig): Partial<Options> =>
  Object.fromEntries(
    Object.entries({
      temperature: config.temperature,
      top_p: config.topP,
      top_k: config.topK,
      num_predict: config.maxOutputTokens,
      stop: config.stopSequences,
      seed: config.seed,
      frequency_penalty: config.frequencyPenalty,
      presence_penalty: config.presencePenalty,
    } satisfies Partial<Record<keyof Options, unknown>>).filter(([, value]) => value !== undefined),
  );

/**
 * Puts ADK's request into Ollama's chat format.
 * @throws TypeError for tools, which this adapter does not carry: the small Gemma templates have none.
 */
export const toChatRequest = ({
  model,
  request,
}: {
  readonly model: string;
  readonly request: LlmRequest;
}): StreamedChatRequest => {
  const config = request.config ?? {};
  if ((config.tools ?? []).length > 0) throw new TypeError('OllamaLlm carries no tools: give the agent none');
  const system = systemText(config.systemInstruction);
  const turns = mergeNeighbours(request.contents.map(toMessage).filter((message) => message.content !== ''));
  return {
    model,
    stream: true,
    messages: system === '' ? turns : [{ role: 'system', content: system }, ...turns],
    options: toOptions(config),
  };
};
