import type { Span } from './span.ts';

type AttributeValue = string | number;

const KINDS: Readonly<Record<Span['kind'], number>> = { internal: 1, server: 2, client: 3 };
const STATUS_ERROR = 2;
const NS_PER_US = 1000n;
const US_PER_MS = 1000;

// Nanoseconds since 1970 are more digits than a number holds.
const toNanoseconds = (ms: number): string => String(BigInt(Math.round(ms * US_PER_MS)) * NS_PER_US);

const attribute = ([key, value]: readonly [string, AttributeValue]) => ({
  key,
  value: typeof value === 'string' ? { stringValue: value } : { intValue: String(value) },
});

const attributes = (of: Readonly<Record<string, AttributeValue>>) => Object.entries(of).map(attribute);

/** Spans as OTLP writes them in JSON: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */
export const toOtlpJson = ({
  spans,
  resource,
}: {
  readonly spans: readonly Span[];
  /** Who made them: `service.name` and the like. */
  readonly resource: Readonly<Record<string, string>>;
}) => ({
  resourceSpans: [
    {
      resource: { attributes: attributes(resource) },
      scopeSpans: [
        {
          scope: { name: 'proving-ground.agent' },
          spans: spans.map(({ kind, startMs, endMs, errorCode, parentSpanId, ...span }) => ({
            ...span,
            ...(parentSpanId === undefined ? {} : { parentSpanId }),
            kind: KINDS[kind],
            startTimeUnixNano: toNanoseconds(startMs),
            endTimeUnixNano: toNanoseconds(endMs),
            attributes: attributes(span.attributes),
            ...(errorCode === undefined ? {} : { status: { code: STATUS_ERROR, message: errorCode } }),
          })),
        },
      ],
    },
  ],
});
