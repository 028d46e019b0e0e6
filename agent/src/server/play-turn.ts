import { type Event, type Runner, StreamingMode } from '@google/adk';
import type { z } from 'zod';
import type { runRequest } from './request-schemas.ts';
import { failureEvent, failureOfEvent, failureOfThrown, TURN_ABORTED, type TurnFailure } from './turn-failure.ts';
import type { TurnSplit } from './turn-split.ts';

export type RunRequest = z.output<typeof runRequest>;

/** One thing that happened in a turn; the one with a failure is the last. */
export interface TurnStep {
  readonly event: Event;
  readonly failure?: TurnFailure;
  /** Where the time of the turn went so far; unknown before the first answer of a model that tells. */
  readonly splitUs?: TurnSplit;
}

// A model that keeps calling tools it does not have would go on for ADK's default of 500 calls.
const MAX_LLM_CALLS = 5;

const failedStep = (failure: TurnFailure): TurnStep => ({ event: failureEvent(failure), failure });

/** Runs one turn of the agent and never throws: every way to fail is a step. */
export async function* playTurn({
  runner,
  request,
  streaming,
  signal,
}: {
  readonly runner: Runner;
  readonly request: RunRequest;
  readonly streaming: boolean;
  readonly signal: AbortSignal;
}): AsyncGenerator<TurnStep, void> {
  try {
    const events = runner.runAsync({
      userId: request.userId,
      sessionId: request.sessionId,
      newMessage: request.newMessage,
      ...(request.stateDelta ? { stateDelta: request.stateDelta } : {}),
      ...(request.customMetadata ? { customMetadata: request.customMetadata } : {}),
      runConfig: { maxLlmCalls: MAX_LLM_CALLS, streamingMode: streaming ? StreamingMode.SSE : StreamingMode.NONE },
      abortSignal: signal,
    });
    for await (const event of events) {
      const failure = failureOfEvent(event);
      if (failure !== undefined) {
        yield failure.error === undefined ? { event, failure } : failedStep(failure);
        return;
      }
      yield { event };
    }
  } catch (error) {
    yield failedStep(signal.aborted ? TURN_ABORTED : failureOfThrown(error));
    return;
  }
  // ADK ends an aborted run without a word.
  if (signal.aborted) yield failedStep(TURN_ABORTED);
}
