import { toEventJson, toSeconds } from './event-json.ts';
import type { RunRequest, TurnStep } from './play-turn.ts';
import type { TurnFailure } from './turn-failure.ts';

const MS_PER_SECOND = 1000;
const HEARTBEAT = ': heartbeat\n\n';

/** Headers of an event stream that no proxy may hold back. */
export const SSE_HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-cache',
  'X-Accel-Buffering': 'no',
} as const;

interface Output {
  write(text: string): Promise<unknown>;
}

const frame = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

const failureFrame = ({ errorCode, detail }: TurnFailure): string =>
  frame({
    error: `${errorCode}: ${detail}`,
    error_details: { error_type: errorCode, error_message: detail, timestamp: toSeconds(Date.now()) },
  });

/** Writes the steps of a turn as server-sent events, with comments in between while the model is silent. */
export const writeTurn = async ({
  turn,
  output,
  heartbeatSeconds,
}: {
  readonly turn: {
    readonly request: RunRequest;
    readonly steps: (streaming: boolean) => AsyncIterable<TurnStep>;
  };
  readonly output: Output;
  readonly heartbeatSeconds: number;
}): Promise<void> => {
  const { streaming, customMetadata } = turn.request;
  const heartbeat = setInterval(() => void output.write(HEARTBEAT), heartbeatSeconds * MS_PER_SECOND);
  try {
    for await (const { event, failure } of turn.steps(streaming)) {
      await output.write(frame(toEventJson(event, customMetadata)));
      if (failure !== undefined) await output.write(failureFrame(failure));
    }
  } finally {
    clearInterval(heartbeat);
  }
};
