import { branchTo, type ChatTurn, Failure } from '@proving-ground/shared';
import { type Authorize, askAgent } from '../agent/ask-agent.ts';
import { internalFailure } from '../platform/internal-failure.ts';
import type { Log } from '../platform/log.ts';
import type { NewTrace } from '../platform/new-trace.ts';
import type { ChatStore } from '../store/chat-store.ts';
import type { DeploymentStore } from '../store/deployment-store.ts';
import type { ClaimedTurn, TurnStore } from '../store/turn-store.ts';
import { answerFigures } from './answer-figures.ts';
import { ANSWER_LEASE_MS, type AnswerDraft, startAnswerWriter } from './answer-writer.ts';
import type { AnswerTask } from './chat-queue.ts';
import type { TurnEnd } from './end-turn.ts';
import { type AskedAgent, findAgent } from './find-agent.ts';
import { planSession } from './plan-session.ts';

/** Beyond what an agent may take for a request unless told otherwise. */
const ANSWER_TIMEOUT_MS = 300_000;

export interface AnswerDependencies {
  readonly chats: Pick<ChatStore, 'turns'>;
  readonly turns: TurnStore;
  readonly deployments: Pick<DeploymentStore, 'get' | 'service'>;
  readonly authorize: Authorize;
  readonly newTrace: () => NewTrace;
  readonly sleep: (ms: number) => Promise<void>;
  readonly now: () => Date;
  readonly nowMs: () => number;
  readonly log: Log;
}

/**
 * Answers one turn of a chat: asks the agent and writes what comes into the turn's record, whoever reads it there. A turn
 * that somebody else is at is left alone; one whose writer died is taken over, or ended with what it has.
 */
export async function answerChat({ chatId, turn: index }: AnswerTask, dependencies: AnswerDependencies): Promise<void> {
  const { turns, now, log } = dependencies;
  const claimed = await turns.claim({
    chatId,
    index,
    now: now(),
    leaseUntil: new Date(now().getTime() + ANSWER_LEASE_MS),
  });
  if (!claimed) {
    log.info('chat.refused', { chatId, turn: index });
    return;
  }
  const lease = { chatId, index, epoch: claimed.turn.epoch };
  const draft: AnswerDraft = { text: '', acceptedAt: null };
  const end = await answer(claimed, draft, dependencies).catch((error: unknown): TurnEnd => {
    if (error instanceof Failure) return { status: 'failed', text: draft.text, failure: error.record };
    const nextStep = 'Ask again; if it stays, look for that number in the log of the functions.';
    const failure = internalFailure({ error, log, event: 'chat.crashed', fields: lease, nextStep });
    return { status: 'failed', text: draft.text, failure };
  });
  if (end) await turns.end(lease, end, now());
  log.info('chat.ended', { ...lease, status: end?.status ?? 'lost' });
}

/** How the answer ended; null when the turn has passed to another meanwhile. */
async function answer(
  { chat, turn }: ClaimedTurn,
  draft: AnswerDraft,
  dependencies: AnswerDependencies,
): Promise<TurnEnd | null> {
  const { chats, turns, deployments, newTrace, sleep, now, log } = dependencies;
  const agent = await findAgent(chat.target, deployments);
  const before = turn.parent === null ? [] : await chats.turns(chat.id);
  const session = planSession(chat, turn, branchTo(before, turn.parent));
  const trace = newTrace();
  const giveUp = new AbortController();
  let isStopped = false;
  let isLost = false;
  const writer = startAnswerWriter({
    lease: { chatId: chat.id, index: turn.index, epoch: turn.epoch },
    servedBy: agent.servedBy,
    traceId: trace.traceId,
    draft,
    turns,
    onStop: () => {
      isStopped = true;
      giveUp.abort();
    },
    onLost: () => {
      isLost = true;
      giveUp.abort();
    },
    ...{ sleep, now, log },
  });
  try {
    const signal = AbortSignal.any([giveUp.signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]);
    return await listen({ agent, session, turn, uid: chat.ownerUid, trace, draft, signal, writer }, dependencies);
  } catch (error) {
    if (isLost) return null;
    if (isStopped) return { status: 'stopped', text: draft.text };
    throw error;
  } finally {
    await writer.close();
  }
}

async function listen(
  input: {
    readonly agent: AskedAgent;
    readonly session: ReturnType<typeof planSession>;
    readonly turn: ChatTurn;
    readonly uid: string;
    readonly trace: NewTrace;
    readonly draft: AnswerDraft;
    readonly signal: AbortSignal;
    readonly writer: { nudge(): void };
  },
  { authorize, now, nowMs }: AnswerDependencies,
): Promise<TurnEnd> {
  const { agent, session, turn, uid, draft, signal, writer } = input;
  const { traceId, traceparent } = input.trace;
  const startedAtMs = nowMs();
  let firstTokenAtMs: number | null = null;
  const parts = askAgent({
    agentUrl: agent.url,
    authorize: () => authorize(agent.audienceUrl),
    userId: uid,
    sessionId: session.id,
    newSession: session.isNew,
    earlier: session.earlier,
    message: turn.question,
    ...{ signal, traceparent },
  });
  for await (const part of parts) {
    switch (part.type) {
      case 'accepted':
        draft.acceptedAt = now();
        break;
      case 'delta':
        draft.text += part.text;
        // The first words are shown at once, the rest as it is written.
        if (firstTokenAtMs === null) writer.nudge();
        firstTokenAtMs ??= nowMs();
        break;
      case 'whole': {
        const { revision } = agent.servedBy;
        const times = { startedAtMs, firstTokenAtMs, endedAtMs: nowMs() };
        const figures = answerFigures({ frame: part.frame, ...times, revision, traceId });
        return { status: 'done', text: part.text, figures, sessionId: session.id };
      }
    }
  }
  throw new Error('The agent client ended without an answer.');
}
