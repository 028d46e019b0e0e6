import { describe, expect, test } from 'vitest';
import type { ModelCall } from './turn-context.ts';
import { turnSpans } from './turn-spans.ts';

const context = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: 'aaaaaaaaaaaaaaaa', flags: '01' };
const CALL: ModelCall = {
  model: 'gemma3:270m',
  spanId: 'bbbbbbbbbbbbbbbb',
  startedMs: 20,
  endedMs: 120,
  splitUs: { backendWait: 10_000, modelQueue: 0, modelLoad: 30_000, prompt: 20_000, generation: 40_000 },
  promptTokens: 12,
  answerTokens: 34,
  errorCode: undefined,
};
const spansOf = (call: ModelCall, errorCode?: string) =>
  turnSpans({
    context,
    parentSpanId: '00f067aa0ba902b7',
    agentName: 'production_agent',
    calls: [call],
    startedMs: 10,
    endedMs: 130,
    errorCode,
    epochMs: 1_000,
  });

describe('the spans of a turn', () => {
  test('lie in each other, and the parts of a call follow each other from its start to its end', () => {
    expect(spansOf(CALL).map(({ name, startMs, endMs }) => [name, startMs, endMs])).toEqual([
      ['invoke_agent production_agent', 1_010, 1_130],
      ['chat gemma3:270m', 1_020, 1_120],
      ['wait for the backend', 1_020, 1_030],
      ['load the model', 1_030, 1_060],
      ['read the prompt', 1_060, 1_080],
      ['write the answer', 1_080, 1_120],
    ]);
    const [turn, call, ...parts] = spansOf(CALL);
    expect(turn).toMatchObject({ kind: 'server', spanId: context.spanId, parentSpanId: '00f067aa0ba902b7' });
    expect(call).toMatchObject({
      kind: 'client',
      parentSpanId: context.spanId,
      attributes: { 'gen_ai.usage.input_tokens': 12, 'gen_ai.usage.output_tokens': 34 },
    });
    for (const part of parts) expect(part).toMatchObject({ kind: 'internal', parentSpanId: CALL.spanId });
  });

  test('say what went wrong', () => {
    const failed = { ...CALL, splitUs: undefined, errorCode: 'BACKEND_BUSY' };
    const [turn, call, ...parts] = spansOf(failed, 'BACKEND_BUSY');
    expect(turn).toMatchObject({ errorCode: 'BACKEND_BUSY', attributes: { 'error.type': 'BACKEND_BUSY' } });
    expect(call).toMatchObject({ errorCode: 'BACKEND_BUSY', attributes: { 'error.type': 'BACKEND_BUSY' } });
    expect(parts).toEqual([]);
  });
});
