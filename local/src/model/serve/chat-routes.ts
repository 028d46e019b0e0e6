import { type Context, Hono } from 'hono';
import { fitChat, promptTooLong } from '../answers/fit-chat.ts';
import type { Message } from '../answers/message.ts';
import { chatRequest, generateRequest } from '../answers/request-schemas.ts';
import type { LoadedModel, Prompt } from '../engine/engine.ts';
import { type AnswerLinesRequest, answerLines, emptyAnswer } from './answer-lines.ts';
import { callerSignal } from './caller-signal.ts';
import { findModel } from './find-model.ts';
import { type JsonLine, streamLines } from './json-lines.ts';
import { readBody } from './read-body.ts';
import type { ServerContext } from './server-context.ts';

const wrapMessage = (content: string) => ({ message: { role: 'assistant', content } });
const wrapResponse = (response: string) => ({ response });

/** The routes that make the model write. */
export function chatRoutes(context: ServerContext): Hono {
  return new Hono()
    .post('/api/chat', async (c) => {
      const receivedAtMs = performance.now();
      const body = await readBody(c.req.raw, chatRequest);
      const { messages } = body;
      const render = messages.length === 0 ? null : (model: LoadedModel) => fitChat(model, messages);
      return await answer(c, { context, body, receivedAtMs, render, wrap: wrapMessage });
    })
    .post('/api/generate', async (c) => {
      const receivedAtMs = performance.now();
      const body = await readBody(c.req.raw, generateRequest);
      const render = body.prompt === '' ? null : (model: LoadedModel) => renderGenerate(model, body);
      return await answer(c, { context, body, receivedAtMs, render, wrap: wrapResponse });
    });
}

function renderGenerate(
  model: LoadedModel,
  { prompt: text, system, raw }: { readonly prompt: string; readonly system: string; readonly raw: boolean },
): Prompt {
  const messages: Message[] = [
    ...(system === '' ? [] : [{ role: 'system', content: system } as const]),
    { role: 'user', content: text },
  ];
  if (!raw) return fitChat(model, messages);
  const prompt = model.renderRaw(text);
  if (prompt.tokens.length >= model.contextTokens) throw promptTooLong(prompt, model);
  return prompt;
}

async function answer(
  c: Context,
  request: Pick<AnswerLinesRequest, 'context' | 'receivedAtMs' | 'render' | 'wrap'> & {
    readonly body: Pick<AnswerLinesRequest, 'model' | 'options'> & {
      readonly keep_alive?: number | null | undefined;
      readonly stream: boolean;
    };
  },
): Promise<Response> {
  const { context, body, wrap, render } = request;
  const stored = await findModel(context.store, body.model);
  if (render === null && body.keep_alive === 0) {
    context.models.release(stored);
    return c.json(emptyAnswer({ model: body.model, wrap }, 'unload'));
  }
  const lines = answerLines({
    ...request,
    stored,
    model: body.model,
    options: body.options,
    keepAliveMs: body.keep_alive ?? undefined,
    signal: callerSignal(c.req.raw),
  });
  return body.stream && render !== null ? await streamLines(lines) : c.json(await wholeAnswer(lines, wrap));
}

/** All lines as one: the last, with the text of all. */
async function wholeAnswer(lines: AsyncIterable<JsonLine>, wrap: AnswerLinesRequest['wrap']): Promise<JsonLine> {
  let text = '';
  let last: JsonLine = {};
  for await (const line of lines) {
    text += textOf(line);
    last = line;
  }
  return { ...last, ...wrap(text) };
}

function textOf({ message, response }: JsonLine): string {
  if (typeof response === 'string') return response;
  if (typeof message !== 'object' || message === null || !('content' in message)) return '';
  return typeof message.content === 'string' ? message.content : '';
}
