import { jsonAnswer, sseAnswer } from './lean-http.ts';

/** What the agent answers to one question, byte for byte in its shape and size, without an agent behind it. */
const TOKENS_PER_ANSWER = 63;
const TEXT = 'Red pandas mostly eat bamboo, and now and then fruit, eggs, insects and acorns.';

const event = {
  invocationId: 'e-9bca97d1-2fc8-4954-8a94-9dda56ff7971',
  author: 'production_agent',
  id: '887bb135-e7fe-467f-9573-2844de393309',
  actions: { stateDelta: {}, artifactDelta: {}, requestedAuthConfigs: {}, requestedToolConfirmations: {} },
  timestamp: 1_795_641_921.264,
};

const wholeEvent = (text: string) => ({
  ...event,
  content: { role: 'model', parts: [{ text }] },
  partial: false,
  finishReason: 'STOP',
  modelVersion: 'gemma3:270m',
  usageMetadata: { promptTokenCount: 20, candidatesTokenCount: TOKENS_PER_ANSWER, totalTokenCount: 83 },
  customMetadata: {
    ttftMs: 15,
    loadDurationMs: 40,
    promptEvalDurationMs: 30,
    evalDurationMs: 1_200,
    totalDurationMs: 1_300,
    promptTokens: 20,
    answerTokens: TOKENS_PER_ANSWER,
    modelCallMs: 1_303,
    splitUs: {
      agent: 1_204,
      backendWait: 2_981,
      modelQueue: 29_733,
      modelLoad: 40_118,
      prompt: 30_204,
      generation: 1_200_316,
    },
    instanceAgeMs: 61_204,
  },
});

const frame = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

const token = (index: number): string => ['bamboo ', 'and ', 'fruit, '][index % 3] ?? '';
const tokens = Array.from({ length: TOKENS_PER_ANSWER }, (_, index) => token(index));

export const RUN_ANSWER = jsonAnswer(JSON.stringify([wholeEvent(TEXT)]));
export const SESSION_ANSWER = jsonAnswer('{"id":"s","appName":"production_agent","userId":"u","state":{},"events":[]}');
export const HEALTH_ANSWER = jsonAnswer('{"status":"healthy","service":"production-adk-agent"}');

/** One event per token, then the whole answer. */
export const SSE_ANSWER = sseAnswer([
  ...tokens.map((text) => frame({ ...event, content: { role: 'model', parts: [{ text }] }, partial: true })),
  frame(wholeEvent(tokens.join(''))),
]);
