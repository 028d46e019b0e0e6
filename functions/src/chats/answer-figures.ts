import { type ChatAnswer, splitLatency } from '@proving-ground/shared';
import type { AgentFrame } from '../agent/agent-event.ts';

const US_PER_MS = 1_000;

/** What an answer took, by our clock and by what its last frame tells. */
export function answerFigures(input: {
  readonly frame: AgentFrame;
  readonly startedAtMs: number;
  readonly firstTokenAtMs: number | null;
  readonly endedAtMs: number;
  readonly revision: string;
  readonly traceId: string;
}): ChatAnswer {
  const { frame, startedAtMs, firstTokenAtMs, endedAtMs, revision, traceId } = input;
  const { customMetadata, modelVersion, finishReason } = frame;
  const { answerTokens, evalDurationMs, promptTokens, loadDurationMs, splitUs } = customMetadata ?? {};
  const totalMs = endedAtMs - startedAtMs;
  return {
    ttftMs: firstTokenAtMs === null ? null : Math.round(firstTokenAtMs - startedAtMs),
    totalMs: Math.round(totalMs),
    tokensPerSecond: answerTokens && evalDurationMs ? Math.round((answerTokens / evalDurationMs) * 10_000) / 10 : null,
    promptTokens: promptTokens ?? null,
    answerTokens: answerTokens ?? null,
    modelLoadMs: loadDurationMs ?? null,
    model: modelVersion ?? null,
    revision,
    splitUs: splitUs ? splitLatency({ totalUs: Math.round(totalMs * US_PER_MS), agent: splitUs }) : null,
    traceId,
    truncated: finishReason === 'MAX_TOKENS',
  };
}
