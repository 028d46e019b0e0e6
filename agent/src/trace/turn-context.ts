import { AsyncLocalStorage } from 'node:async_hooks';
import type { CallSplit } from '../model/call-split.ts';
import type { TraceContext } from './trace-context.ts';

/** One call to the model server, as it ended; instants are those of `performance.now()`. */
export interface ModelCall {
  readonly model: string;
  readonly spanId: string | undefined;
  readonly startedMs: number;
  readonly endedMs: number;
  /** Undefined for a call that failed, and when the server did not say. */
  readonly splitUs: CallSplit | undefined;
  readonly promptTokens: number;
  readonly answerTokens: number;
  readonly errorCode: string | undefined;
}

/** What the model adapter is told of the turn that it works for, and tells it; ADK has no place for either. */
export interface TurnContext {
  readonly trace: TraceContext | undefined;
  /** In the order in which they ended. */
  readonly calls: ModelCall[];
}

const storage = new AsyncLocalStorage<TurnContext>();

/** The turn that the running code works for; undefined outside of one. */
export const currentTurn = (): TurnContext | undefined => storage.getStore();

/** Passes on what an iterable gives, every step of which runs within the turn. */
export async function* withinTurn<Item>(
  turn: TurnContext,
  iterable: AsyncGenerator<Item, void>,
): AsyncGenerator<Item, void> {
  try {
    for (;;) {
      const { done, value } = await storage.run(turn, () => iterable.next());
      if (done === true) return;
      yield value;
    }
  } finally {
    await storage.run(turn, () => iterable.return());
  }
}
