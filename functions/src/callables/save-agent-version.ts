import type { CallableRequest, CallableResponse } from '@proving-ground/shared';
import { actorOf, type Caller } from '../platform/identify-caller.ts';
import type { AgentStore } from '../store/agent-store.ts';

/** Keeps who an agent is as a version that can be released; nothing that is live changes. */
export async function saveAgentVersion(input: {
  readonly request: CallableRequest<'saveAgentVersion'>;
  readonly caller: Caller;
  readonly agents: Pick<AgentStore, 'save'>;
  readonly now: Date;
}): Promise<CallableResponse<'saveAgentVersion'>> {
  const { request, caller, agents, now } = input;
  return await agents.save({ ...request, savedBy: actorOf(caller), now });
}
