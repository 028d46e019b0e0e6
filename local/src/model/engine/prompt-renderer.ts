import { assertNever } from '@proving-ground/shared';
import {
  type ChatHistoryItem,
  type ChatWrapper,
  GemmaChatWrapper,
  type LlamaModel,
  LlamaText,
  resolveChatWrapper,
} from 'node-llama-cpp';
import type { Message } from '../answers/message.ts';
import { renderTranscript, TRANSCRIPT_OPTIONS } from '../answers/transcript-template.ts';
import { type Manifest, TEMPLATE_LAYER } from '../store/manifest.ts';
import type { LoadedModel, Prompt } from './engine.ts';

type PromptRenderer = Pick<LoadedModel, 'defaults' | 'renderChat' | 'renderRaw'>;

/**
 * Chooses how a conversation is put to a model, by what its file is. A file with a chat template, or a model that its
 * registry gives one, was trained on turns and gets them; one with neither is a base model and gets a transcript.
 */
export function createPromptRenderer(options: {
  readonly model: LlamaModel;
  readonly manifest: Manifest;
  readonly params: LoadedModel['defaults'];
}): PromptRenderer {
  const { model, manifest, params } = options;
  const isBase =
    model.fileInfo.metadata.tokenizer.chat_template === undefined &&
    !manifest.layers.some(({ mediaType }) => mediaType === TEMPLATE_LAYER);
  const renderRaw = (text: string) => promptOf(model, { text, stops: [], trim: false });
  if (isBase) {
    return {
      defaults: { ...TRANSCRIPT_OPTIONS, ...params },
      renderChat: (messages) => promptOf(model, { ...renderTranscript(messages), trim: true }),
      renderRaw,
    };
  }
  const wrapper = chatWrapperOf(model);
  return {
    defaults: params,
    renderChat: (messages) => {
      const { contextText, stopGenerationTriggers } = wrapper.generateContextState({
        chatHistory: historyOf(messages),
      });
      // Triggers with special tokens end an answer as tokens: the model ends there by itself.
      const stops = stopGenerationTriggers.flatMap(({ values: [only, ...more] }) =>
        typeof only === 'string' && more.length === 0 ? [only] : [],
      );
      return promptOf(model, { text: contextText, stops, trim: false });
    },
    renderRaw,
  };
}

function promptOf(
  model: LlamaModel,
  {
    text,
    stops,
    trim,
  }: { readonly text: string | LlamaText; readonly stops: readonly string[]; readonly trim: boolean },
): Prompt {
  const tokens = LlamaText(text).tokenize(model.tokenizer);
  const { bos, shouldPrependBosToken } = model.tokens;
  const lacksBos = shouldPrependBosToken && bos !== null && tokens[0] !== bos;
  return { tokens: lacksBos ? [bos, ...tokens] : tokens, stops, trim };
}

/** @throws Error when nothing knows how to talk to this model. */
function chatWrapperOf(model: LlamaModel): ChatWrapper {
  const { architecture } = model.fileInfo.metadata.general;
  // Ollama's own Gemma files leave the template to Ollama.
  const known = resolveChatWrapper(model) ?? (/^gemma[23]?$/.test(architecture) ? new GemmaChatWrapper() : null);
  if (!known) throw new Error(`This model server knows no chat template for ${architecture} models without one.`);
  return known;
}

/** Ends with an empty answer: the one that is about to be written. */
function historyOf(messages: readonly Message[]): ChatHistoryItem[] {
  const items = messages.map(historyItem);
  return messages.at(-1)?.role === 'assistant' ? items : [...items, { type: 'model', response: [] }];
}

function historyItem({ role, content }: Message): ChatHistoryItem {
  switch (role) {
    case 'system':
      return { type: 'system', text: content };
    case 'user':
      return { type: 'user', text: content };
    case 'assistant':
      return { type: 'model', response: [content] };
    default:
      return assertNever(role);
  }
}
