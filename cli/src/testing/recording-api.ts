import { CALLABLES, type CallableName, type CallableResponse, Failure } from '@proving-ground/shared';
import type { ApiClient, ListQuery, PlainDocument } from '../api/api-client.ts';

export type StreamScript = (sent: {
  readonly input: unknown;
  readonly signal: AbortSignal;
  readonly onChunk: (chunk: unknown) => void;
}) => unknown;

export interface ApiScript {
  /** What each callable answers, or the failure that it throws. */
  readonly calls?: {
    readonly [N in CallableName]?: CallableResponse<N> | Failure | ((callNumber: number) => CallableResponse<N>);
  };
  /** One function for each call of a stream, in order. */
  readonly streams?: readonly StreamScript[];
  /** What each look at a document finds; the last one stays. */
  readonly documents?: Readonly<Record<string, readonly (PlainDocument | Failure)[]>>;
  readonly lists?: Readonly<Record<string, readonly PlainDocument[]>>;
}

export interface RecordedRequest {
  readonly name: string;
  readonly input: unknown;
}

/** Stands in for the product: answers by script, and keeps what it was asked, which the real contracts have checked. */
export function recordingApi({ calls = {}, streams = [], documents = {}, lists = {} }: ApiScript): {
  readonly api: ApiClient;
  readonly sent: RecordedRequest[];
  readonly queries: { collection: string; query: ListQuery }[];
} {
  const sent: RecordedRequest[] = [];
  const queries: { collection: string; query: ListQuery }[] = [];
  const looks = new Map<string, number>();
  const scripts = [...streams];
  const record = (name: CallableName, input: unknown) => {
    CALLABLES[name].request.parse(input);
    sent.push({ name, input });
  };
  const api: ApiClient = {
    call: async (name, input) => {
      record(name, input);
      const scripted: unknown = calls[name];
      const callNumber = sent.filter((request) => request.name === name).length;
      const answer: unknown = typeof scripted === 'function' ? scripted(callNumber) : scripted;
      if (answer instanceof Failure) throw answer;
      return CALLABLES[name].response.parse(answer) as CallableResponse<typeof name>;
    },
    stream: async (name, input, { signal, onChunk }) => {
      record(name, input);
      const script = scripts.shift();
      if (!script) throw new Error(`The test has no answer for ${name}.`);
      const answer = await script({ input, signal, onChunk: onChunk as (chunk: unknown) => void });
      return CALLABLES[name].response.parse(answer) as CallableResponse<typeof name>;
    },
    read: async (path) => {
      const seen = documents[path] ?? [];
      const look = looks.get(path) ?? 0;
      looks.set(path, look + 1);
      const found = seen[Math.min(look, seen.length - 1)] ?? null;
      if (found instanceof Failure) throw found;
      return found;
    },
    list: async (collection, query) => {
      queries.push({ collection, query });
      const all = lists[collection] ?? [];
      const { createdBefore, limit } = query;
      const from = createdBefore ? all.findIndex(({ createdAt }) => String(createdAt) < createdBefore) : 0;
      return from < 0 ? [] : all.slice(from, limit === undefined ? all.length : from + limit);
    },
  };
  return { api, sent, queries };
}
