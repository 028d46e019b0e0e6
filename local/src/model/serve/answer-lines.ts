import { type RequestOptions, samplingOptions } from '../answers/sampling-options.ts';
import { type AnswerEnd, writeAnswer } from '../answers/write-answer.ts';
import type { LoadedModel, Prompt } from '../engine/engine.ts';
import type { StoredModel } from '../store/model-store.ts';
import type { JsonLine } from './json-lines.ts';
import type { ServerContext } from './server-context.ts';

export interface AnswerLinesRequest {
  readonly context: ServerContext;
  readonly stored: StoredModel;
  /** The name as the caller wrote it. */
  readonly model: string;
  readonly options: RequestOptions;
  readonly keepAliveMs: number | undefined;
  /** Absent: the model is only loaded. */
  readonly render: ((model: LoadedModel) => Prompt) | null;
  /** The text in the words of the route. */
  readonly wrap: (text: string) => JsonLine;
  readonly signal: AbortSignal;
  readonly receivedAtMs: number;
}

/** Loads the model if need be, waits for a lane and writes the answer, line by line. */
export async function* answerLines(request: AnswerLinesRequest): AsyncGenerator<JsonLine, void> {
  const { context, stored, options, render, signal, receivedAtMs } = request;
  const loadStartedAtMs = performance.now();
  using use = await context.models.use({
    stored,
    contextTokens: options.num_ctx ?? context.defaults.contextTokens,
    keepAliveMs: request.keepAliveMs ?? context.defaults.keepAliveMs,
    signal,
  });
  const loadMs = performance.now() - loadStartedAtMs;
  if (render === null) return yield emptyAnswer(request, 'load');

  const prompt = render(use.model);
  using lease = await use.lane(prompt, signal);
  const answer = writeAnswer({
    lane: lease.lane,
    prompt,
    sampling: samplingOptions({ request: options, model: use.model.defaults }),
    contextTokens: use.model.contextTokens,
    signal,
  });
  const end = yield* wrapped(answer, request);
  context.onLog(
    `${request.model}: ${end.promptTokens} prompt tokens in ${Math.round(end.promptMs)} ms, ${end.answerTokens} tokens in ${Math.round(end.answerMs)} ms`,
  );
  yield {
    ...line(request, ''),
    done: true,
    done_reason: end.doneReason,
    ...metrics({ end, loadMs, totalMs: performance.now() - receivedAtMs }),
  };
}

/** The answer to a request that only loads or unloads. */
export const emptyAnswer = (
  request: Pick<AnswerLinesRequest, 'model' | 'wrap'>,
  doneReason: 'load' | 'unload',
): JsonLine => ({ ...line(request, ''), done: true, done_reason: doneReason });

async function* wrapped(answer: AsyncGenerator<string, AnswerEnd>, request: AnswerLinesRequest) {
  let isWhole = false;
  try {
    while (true) {
      const next = await answer.next();
      if (next.done) {
        isWhole = true;
        return next.value;
      }
      yield { ...line(request, next.value), done: false };
    }
  } finally {
    // The reader may leave between two lines: the lane is free only when the model has stopped.
    await answer.return({ doneReason: 'stop', promptTokens: 0, answerTokens: 0, promptMs: 0, answerMs: 0 });
    if (!isWhole) request.context.onLog(`${request.model}: cancelled, the lane is free`);
  }
}

const line = ({ model, wrap }: Pick<AnswerLinesRequest, 'model' | 'wrap'>, text: string): JsonLine => ({
  model,
  created_at: new Date().toISOString(),
  ...wrap(text),
});

/** Ollama counts in nanoseconds. */
const nanoseconds = (ms: number) => Math.round(ms * 1e6);

const metrics = ({ end, loadMs, totalMs }: { end: AnswerEnd; loadMs: number; totalMs: number }) => ({
  total_duration: nanoseconds(totalMs),
  load_duration: nanoseconds(loadMs),
  prompt_eval_count: end.promptTokens,
  prompt_eval_duration: nanoseconds(end.promptMs),
  eval_count: end.answerTokens,
  eval_duration: nanoseconds(end.answerMs),
});
