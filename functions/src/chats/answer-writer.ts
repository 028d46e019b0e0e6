import type { ChatTurn } from '@proving-ground/shared';
import type { Log } from '../platform/log.ts';
import type { TurnLease, TurnStore } from '../store/turn-store.ts';

/** How often the record gets what has come, and a stop is looked for. */
const TICK_MS = 250;
/** Past it a writer that has said nothing is taken for dead. */
export const ANSWER_LEASE_MS = 20_000;
/** While the model is silent the lease is renewed this often. */
const RENEW_MS = 5_000;

export interface AnswerDraft {
  text: string;
  acceptedAt: Date | null;
}

export interface AnswerWriter {
  /** Something has come that should be seen at once. */
  nudge(): void;
  /** Ends the writing; resolves when nothing is under way any more. */
  close(): Promise<void>;
}

/**
 * Carries a growing answer into its record: the whole of what has come, so that a write that is lost or doubled does no
 * harm. Says when somebody asked for a stop, and when the turn has passed to another.
 */
export function startAnswerWriter(input: {
  readonly lease: TurnLease;
  readonly servedBy: NonNullable<ChatTurn['servedBy']>;
  readonly traceId: string;
  readonly draft: AnswerDraft;
  readonly turns: Pick<TurnStore, 'save' | 'look'>;
  readonly onStop: () => void;
  readonly onLost: () => void;
  readonly sleep: (ms: number) => Promise<void>;
  readonly now: () => Date;
  readonly log: Log;
}): AnswerWriter {
  const { lease, servedBy, traceId, draft, turns, onStop, onLost, sleep, now, log } = input;
  let written = { text: '', acceptedAt: null as Date | null };
  let renewAtMs = 0;
  let isClosed = false;
  let nudged = Promise.withResolvers<void>();

  const tick = async (): Promise<void> => {
    const at = now();
    const { text, acceptedAt } = draft;
    const isNews = text !== written.text || acceptedAt !== written.acceptedAt || at.getTime() >= renewAtMs;
    const leaseUntil = new Date(at.getTime() + ANSWER_LEASE_MS);
    const seen = isNews
      ? await turns.save(lease, { text, acceptedAt, servedBy, traceId, leaseUntil })
      : await turns.look(lease);
    if (seen === null) return onLost();
    if (isNews) {
      written = { text, acceptedAt };
      renewAtMs = at.getTime() + RENEW_MS;
    }
    if (seen.stopRequested) onStop();
  };

  const writing = (async () => {
    while (!isClosed) {
      // The answer goes on beside a database that is away for a moment: the next tick holds everything again.
      await tick().catch((error: unknown) => log.error('chat.writeFailed', { ...lease, error: String(error) }));
      await Promise.race([sleep(TICK_MS), nudged.promise]);
      nudged = Promise.withResolvers();
    }
  })();

  return {
    nudge: () => nudged.resolve(),
    close: async () => {
      isClosed = true;
      nudged.resolve();
      await writing;
    },
  };
}
