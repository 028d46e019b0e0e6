import type { CallSplit } from '../model/call-split.ts';
import type { Span } from './span.ts';
import { newSpanId, type TraceContext } from './trace-context.ts';
import type { ModelCall } from './turn-context.ts';

const US_PER_MS = 1000;

// In the order in which their time passes: Ollama loads a model before a request waits for one of its slots.
const PHASES: readonly (readonly [keyof CallSplit, name: string])[] = [
  ['backendWait', 'wait for the backend'],
  ['modelLoad', 'load the model'],
  ['modelQueue', 'wait for a slot'],
  ['prompt', 'read the prompt'],
  ['generation', 'write the answer'],
];

type Placed = Pick<Span, 'traceId' | 'parentSpanId' | 'startMs'>;

/** The parts of a call one after the other; their lengths are known, their places follow from the order. */
const phaseSpans = (call: CallSplit, { traceId, parentSpanId, startMs }: Placed): readonly Span[] => {
  let fromMs = startMs;
  return PHASES.flatMap(([phase, name]): readonly Span[] => {
    if (call[phase] === 0) return [];
    const at = { startMs: fromMs, endMs: fromMs + call[phase] / US_PER_MS };
    fromMs = at.endMs;
    const kind = 'internal';
    return [{ traceId, spanId: newSpanId(), parentSpanId, name, kind, ...at, attributes: {}, errorCode: undefined }];
  });
};

const callSpans = (call: ModelCall & { readonly spanId: string }, turn: Placed): readonly Span[] => {
  const { traceId, parentSpanId } = turn;
  const { spanId, model, splitUs, errorCode, promptTokens, answerTokens } = call;
  const startMs = turn.startMs + call.startedMs;
  const span: Span = {
    traceId,
    spanId,
    parentSpanId,
    name: `chat ${model}`,
    kind: 'client',
    startMs,
    endMs: turn.startMs + call.endedMs,
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.request.model': model,
      ...(errorCode === undefined
        ? { 'gen_ai.usage.input_tokens': promptTokens, 'gen_ai.usage.output_tokens': answerTokens }
        : { 'error.type': errorCode }),
    },
    errorCode,
  };
  return [span, ...(splitUs === undefined ? [] : phaseSpans(splitUs, { traceId, parentSpanId: spanId, startMs }))];
};

/**
 * The spans of a turn: itself, its calls to the model server, and their parts; never what was said. Attributes are those of
 * https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-agent-spans/
 */
export const turnSpans = ({
  context,
  parentSpanId,
  agentName,
  calls,
  startedMs,
  endedMs,
  errorCode,
  epochMs,
}: {
  readonly context: TraceContext;
  readonly parentSpanId: string | undefined;
  readonly agentName: string;
  readonly calls: readonly ModelCall[];
  readonly startedMs: number;
  readonly endedMs: number;
  readonly errorCode: string | undefined;
  /** Of the instant zero of the others. */
  readonly epochMs: number;
}): readonly Span[] => {
  const { traceId, spanId } = context;
  const turn: Span = {
    traceId,
    spanId,
    parentSpanId,
    name: `invoke_agent ${agentName}`,
    kind: 'server',
    startMs: epochMs + startedMs,
    endMs: epochMs + endedMs,
    attributes: {
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': agentName,
      ...(errorCode === undefined ? {} : { 'error.type': errorCode }),
    },
    errorCode,
  };
  const within = { traceId, parentSpanId: spanId, startMs: epochMs };
  return [
    turn,
    ...calls.flatMap((call) => (call.spanId === undefined ? [] : callSpans({ ...call, spanId: call.spanId }, within))),
  ];
};
