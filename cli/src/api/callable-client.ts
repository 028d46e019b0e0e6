import {
  CALLABLES,
  type CallableChunk,
  type CallableName,
  type CallableResponse,
  Failure,
} from '@proving-ground/shared';
import { z } from 'zod';
import type { ApiClient, StreamingCallableName } from './api-client.ts';
import { failureOfAnswer, unanswered } from './client-failure.ts';
import { eventPayloads } from './event-stream.ts';
import { bodyOf, failureOfNetwork, requestJson, send } from './request.ts';

const plainAnswer = z.object({ result: z.unknown() });
/** @see https://firebase.google.com/docs/functions/callable-reference */
const streamEvent = z.union([
  z.object({ message: z.unknown().nonoptional() }),
  z.object({ result: z.unknown().nonoptional() }),
  z.object({ error: z.unknown().nonoptional() }),
]);

/** Calls the functions under their contracts: what is sent and what comes back is checked by the same schemas. */
export function createCallableClient({
  urlOf,
  token,
}: {
  readonly urlOf: (name: CallableName) => string;
  readonly token: () => Promise<string>;
}): Pick<ApiClient, 'call' | 'stream'> {
  return {
    call: async (name, input) => {
      const body = { data: input };
      const answer = await requestJson({ doing: name, url: urlOf(name), body, token: await token() });
      return parseResponse(name, plainAnswer.safeParse(answer).data?.result);
    },
    stream: async (name, input, { signal, onChunk }) => {
      try {
        const response = await send({
          doing: name,
          url: urlOf(name),
          body: { data: input },
          token: await token(),
          accept: 'text/event-stream',
          signal,
        });
        if (!response.ok || response.body === null) {
          throw failureOfAnswer(name, { httpStatus: response.status, body: await bodyOf(name, response) });
        }
        return await readStream(name, response.body, onChunk);
      } catch (error) {
        // However fetch words it: after an abort there is one outcome.
        throw signal.aborted ? cancelled(name) : error;
      }
    },
  };
}

async function readStream<N extends StreamingCallableName>(
  name: N,
  body: ReadableStream<Uint8Array>,
  onChunk: (chunk: CallableChunk<N>) => void,
): Promise<CallableResponse<N>> {
  try {
    for await (const payload of eventPayloads(body)) {
      const event = parse(name, streamEvent, jsonOf(payload));
      if ('message' in event) onChunk(parse(name, CALLABLES[name].chunk, event.message) as CallableChunk<N>);
      else if ('result' in event) return parseResponse(name, event.result);
      else throw failureOfAnswer(name, { httpStatus: 200, body: event });
    }
  } catch (error) {
    throw error instanceof Failure ? error : connectionCut(name, failureOfNetwork(name, error));
  }
  throw connectionCut(name);
}

function parseResponse<N extends CallableName>(name: N, answer: unknown): CallableResponse<N> {
  return parse(name, CALLABLES[name].response, answer) as CallableResponse<N>;
}

function parse<S extends z.ZodType>(name: CallableName, schema: S, answer: unknown): z.output<S> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw unanswered('UNEXPECTED_ANSWER', `${name} gave an answer of another version.`, parsed.error);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function connectionCut(name: CallableName, cause?: unknown): Failure {
  return unanswered('CONNECTION_CUT', `${name} broke off: the connection ended before the result came.`, cause);
}

function cancelled(name: CallableName): Failure {
  return new Failure({
    code: 'cancelled',
    reason: 'CANCELLED',
    message: `${name} was stopped.`,
    nextStep: 'Try again when you like.',
    retryable: true,
  });
}
