import { type CallableInput, type Chat, type ChatTurn, isAnswering } from '@proving-ground/shared';
import { useRef, useState } from 'preact/hooks';
import { useApi } from '../../api/api-context.ts';
import { failureOfError } from '../../api/failure-of-error.ts';
import { liveMissing } from '../../api/live-missing.ts';
import { useAction } from '../../api/use-action.ts';
import { useLive } from '../../api/use-live.ts';
import { type PendingTurn, shownTurns } from './shown-turns.ts';

const NO_TURNS: readonly ChatTurn[] = [];

/** One chat as it is on record, and what can be done with it. */
export function useConversation(input: {
  readonly chatId: string;
  /** Whether there is a record to follow; before its first question a chat has none. */
  readonly isRecorded: boolean;
  /** Whom to ask; the chat is null before its first question. */
  readonly targetOf: (chat: Chat | null) => CallableInput<'ask'>['target'] | null;
  readonly comparison?: CallableInput<'ask'>['comparison'];
  readonly onRecorded: () => void;
}) {
  const { chatId, isRecorded, targetOf, comparison = null, onRecorded } = input;
  const { chats, callables } = useApi();
  const key = `${chatId} ${isRecorded}`;
  const record = useLive(() => (isRecorded ? chats.chat(chatId) : liveMissing()), key);
  const following = useLive(() => (isRecorded ? chats.turns(chatId) : liveMissing()), key);
  const [pending, setPending] = useState<PendingTurn | null>(null);
  const [head, setHead] = useState<number | null>(null);
  const stopping = useAction('Stopping the answer');
  /** Of a question that is to be stopped as soon as it is on record. */
  const stopAskId = useRef<string | null>(null);

  const turns = following.kind === 'ready' ? following.value.items : NO_TURNS;
  const chat = record.kind === 'ready' ? record.value : null;
  const shown = shownTurns({ turns, head, pending });
  const active = turns.find(({ status }) => isAnswering(status)) ?? null;
  const isSending = shown.pending !== null && shown.pending.failure === null;

  const stopTurn = (turn: number) =>
    stopping.run(async () => void (await callables.call('stopAnswer', { chatId, turn })));

  const send = async (wish: PendingTurn): Promise<void> => {
    const target = targetOf(chat);
    if (!target) return;
    setPending({ ...wish, failure: null });
    setHead(null);
    const { askId, parent, question } = wish;
    try {
      const { turn } = await callables.call('ask', { chatId, askId, parent, question, target, comparison });
      onRecorded();
      if (stopAskId.current === askId) await stopTurn(turn);
    } catch (error) {
      setPending({ ...wish, failure: failureOfError(error, 'Asking the agent').record });
    }
  };

  return {
    chat,
    record,
    following,
    turns,
    shown,
    /** Something is being answered, here or in another branch. */
    answering: active !== null || isSending,
    stopFailure: stopping.failure,
    /** The newest turn of what is shown is what a question follows, unless it takes the place of another. */
    ask: (question: string, parent: number | null = shown.branch.at(-1)?.index ?? null) =>
      void send({ askId: crypto.randomUUID(), question, parent, askedAtMs: Date.now(), failure: null }),
    /** Under the same id: what has arrived after all is not asked twice. */
    sendAgain: () => pending && void send(pending),
    stop: () => {
      if (active) void stopTurn(active.index);
      else if (isSending) stopAskId.current = pending?.askId ?? null;
    },
    show: setHead,
  };
}
