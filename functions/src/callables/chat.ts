import {
  type CallableChunk,
  type CallableRequest,
  type CallableResponse,
  type ChatAnswer,
  Failure,
  type LiveService,
  splitLatency,
} from '@proving-ground/shared';
import type { AgentFrame } from '../agent/agent-event.ts';
import { type Authorize, askAgent } from '../agent/ask-agent.ts';
import type { Caller } from '../platform/identify-caller.ts';
import type { NewTrace } from '../platform/new-trace.ts';
import type { DeploymentStore } from '../store/deployment-store.ts';

const US_PER_MS = 1_000;

type LiveAgent = NonNullable<LiveService['current']>;

/** Puts a question to a live agent of ours and passes the answer on as it comes; ends it when the caller hangs up. */
export async function chat(input: {
  readonly request: CallableRequest<'chat'>;
  readonly caller: Caller;
  readonly signal: AbortSignal;
  readonly sendChunk: (chunk: CallableChunk<'chat'>) => Promise<boolean>;
  readonly store: Pick<DeploymentStore, 'service'>;
  readonly authorize: Authorize;
  readonly nowMs: () => number;
  readonly newTrace: () => NewTrace;
}): Promise<CallableResponse<'chat'>> {
  const { request, caller, signal, sendChunk, store, authorize, nowMs, newTrace } = input;
  const agent = await liveAgent(request, store);
  const startedAtMs = nowMs();
  let firstTokenAtMs: number | null = null;
  const { sessionId, newSession, message } = request;
  const { traceId, traceparent } = newTrace();
  const about = { userId: caller.uid, sessionId, newSession, message, signal, authorize, traceparent };
  for await (const part of askAgent({ agentUrl: agent.url, ...about })) {
    switch (part.type) {
      case 'accepted':
        await sendChunk({ type: 'status', status: 'waitingForModel' });
        break;
      case 'sessionRestarted':
        await sendChunk({ type: 'status', status: 'sessionRestarted' });
        break;
      case 'delta':
        firstTokenAtMs ??= nowMs();
        await sendChunk({ type: 'delta', text: part.text });
        break;
      case 'whole': {
        const totalMs = nowMs() - startedAtMs;
        return {
          text: part.text,
          ttftMs: firstTokenAtMs === null ? null : Math.round(firstTokenAtMs - startedAtMs),
          totalMs: Math.round(totalMs),
          revision: agent.revision,
          traceId,
          splitUs: splitOf(part.frame, totalMs),
          ...figuresOf(part.frame),
        };
      }
    }
  }
  throw new Error('The agent client ended without an answer.');
}

async function liveAgent(
  { region, agentServiceName }: CallableRequest<'chat'>,
  store: Pick<DeploymentStore, 'service'>,
): Promise<LiveAgent> {
  const service = await store.service(region, agentServiceName);
  if (service?.kind === 'agent' && service.current) return service.current;
  throw new Failure({
    code: 'failed-precondition',
    reason: 'AGENT_NOT_LIVE',
    message: `No agent named ${agentServiceName} is live in ${region}.`,
    nextStep: 'Deploy it first, or choose one that is live.',
    retryable: false,
  });
}

function splitOf({ customMetadata }: AgentFrame, totalMs: number): ChatAnswer['splitUs'] {
  const agent = customMetadata?.splitUs;
  return agent ? splitLatency({ totalUs: Math.round(totalMs * US_PER_MS), agent }) : null;
}

function figuresOf({ customMetadata, modelVersion, finishReason }: AgentFrame) {
  const { answerTokens, evalDurationMs, promptTokens, loadDurationMs } = customMetadata ?? {};
  return {
    tokensPerSecond: answerTokens && evalDurationMs ? Math.round((answerTokens / evalDurationMs) * 10_000) / 10 : null,
    promptTokens: promptTokens ?? null,
    answerTokens: answerTokens ?? null,
    modelLoadMs: loadDurationMs ?? null,
    model: modelVersion ?? null,
    truncated: finishReason === 'MAX_TOKENS',
  };
}
