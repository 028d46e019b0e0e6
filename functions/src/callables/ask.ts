import type { CallableRequest, CallableResponse } from '@proving-ground/shared';
import type { QueueAnswer } from '../chats/chat-queue.ts';
import { findAgent } from '../chats/find-agent.ts';
import type { Caller } from '../platform/identify-caller.ts';
import type { ChatStore } from '../store/chat-store.ts';
import type { DeploymentStore } from '../store/deployment-store.ts';

/** Puts a question on record and has it answered, whether or not the caller stays. */
export async function ask(input: {
  readonly request: CallableRequest<'ask'>;
  readonly caller: Caller;
  readonly chats: Pick<ChatStore, 'ask'>;
  readonly deployments: Pick<DeploymentStore, 'get' | 'service'>;
  readonly queueAnswer: QueueAnswer;
  readonly now: Date;
}): Promise<CallableResponse<'ask'>> {
  const { request, caller, chats, deployments, queueAnswer, now } = input;
  // Told at once instead of in a turn that fails.
  await findAgent(request.target, deployments);
  const { turn, created } = await chats.ask({ request, ownerUid: caller.uid, now });
  await queueAnswer({ chatId: request.chatId, turn: turn.index });
  return { turn: turn.index, created };
}
