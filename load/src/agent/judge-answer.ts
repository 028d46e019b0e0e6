import { type LoadPrompt, splitLatency } from '@proving-ground/shared';
import { parseAgentEvents } from './agent-event.ts';
import { type Answer, AnswerBuilder, type RequestError } from './answer.ts';
import type { StreamTimes } from './answer-stream.ts';
import { checkAnswer } from './check-answer.ts';
import type { AnswerFigures } from './task-outcome.ts';

const US_PER_MS = 1_000;

/** What a whole HTTP answer turned out to be. */
export interface Reading {
  readonly complete: boolean;
  readonly error: RequestError | null;
  readonly answer: AnswerFigures | null;
}

/** Reads the list of events that `/run` answers with. */
export function readWholeAnswer(body: string): Answer | RequestError {
  const builder = new AnswerBuilder();
  try {
    for (const event of parseAgentEvents(body)) builder.add(event);
  } catch {
    return { class: 'protocol', detail: 'EVENTS_MALFORMED' };
  }
  return builder.finish();
}

/** The figures of an answer, and whether it says what its prompt expects. */
export function judgeAnswer({
  answer,
  prompt,
  sentAtMs,
  endedAtMs,
  times,
}: {
  readonly answer: Answer | RequestError;
  readonly prompt: LoadPrompt;
  readonly sentAtMs: number;
  readonly endedAtMs: number;
  readonly times: StreamTimes;
}): Reading {
  if ('class' in answer) return { complete: false, error: answer, answer: null };
  const splitUs =
    answer.splitUs && splitLatency({ totalUs: Math.round((endedAtMs - sentAtMs) * US_PER_MS), agent: answer.splitUs });
  const failedCheck = prompt.expect ? checkAnswer(answer.text, prompt.expect) : null;
  return {
    complete: true,
    error: failedCheck && { class: 'answerCheck', detail: failedCheck },
    answer: {
      ttftMs: times.firstTokenAtMs === null ? null : times.firstTokenAtMs - sentAtMs,
      tokenGapsMs: times.tokenGapsMs,
      tokensPerSecond: tokensPerSecond(answer, times),
      answerTokens: answer.answerTokens ?? (times.firstTokenAtMs === null ? 0 : times.tokenGapsMs.length + 1),
      cold: answer.cold,
      splitUs,
      newInstance: splitUs !== null && answer.instanceAgeMs !== null && answer.instanceAgeMs * US_PER_MS < splitUs.way,
    },
  };
}

/** By the model server's own count and clock; else by the deltas that came. */
function tokensPerSecond({ answerTokens, evalDurationMs }: Answer, times: StreamTimes): number | null {
  if (answerTokens && evalDurationMs) return (answerTokens / evalDurationMs) * 1_000;
  const { firstTokenAtMs, lastTokenAtMs, tokenGapsMs } = times;
  if (firstTokenAtMs === null || lastTokenAtMs === null || lastTokenAtMs === firstTokenAtMs) return null;
  return (tokenGapsMs.length / (lastTokenAtMs - firstTokenAtMs)) * 1_000;
}
