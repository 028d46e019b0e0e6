import { deploymentSpec } from '@proving-ground/shared';
import { describe, expect, test, vi } from 'vitest';
import { aFailure } from '../testing/a-failure.ts';
import { createCallableClient } from './callable-client.ts';
import { type CallableTransport, STREAM_CUT } from './callable-transport.ts';

const END = { nextOffsetBytes: 8, complete: true };
const REQUEST = { deploymentId: 'd1', build: 'agent' } as const;
const unheard = { signal: new AbortController().signal, onChunk: () => undefined };

function transport(part: Partial<CallableTransport>): CallableTransport {
  const refuse = () => Promise.reject(new Error('not expected'));
  return { call: refuse, stream: refuse, ...part };
}

function streaming(chunks: readonly unknown[], result: unknown): CallableTransport {
  return transport({
    stream: async () => ({
      chunks: (async function* () {
        yield* chunks;
      })(),
      result: async () => result,
    }),
  });
}

describe('a plain call', () => {
  test('sends what the schema makes of the input and returns the parsed answer', async () => {
    const call = vi.fn(async () => ({ deploymentId: 'd1', created: true }));
    const client = createCallableClient(transport({ call }));
    expect(await client.call('startDeployment', { idempotencyKey: 'key-12345' })).toEqual({
      deploymentId: 'd1',
      created: true,
    });
    expect(call).toHaveBeenCalledWith('startDeployment', {
      idempotencyKey: 'key-12345',
      spec: deploymentSpec.parse({}),
    });
  });

  test('with a bad input sends nothing and names the field', async () => {
    const call = vi.fn(async () => ({}));
    const client = createCallableClient(transport({ call }));
    await expect(client.call('cancelDeployment', { deploymentId: 'NOT VALID' })).rejects.toMatchObject({
      record: { code: 'invalid-argument', message: expect.stringContaining('deploymentId') },
    });
    expect(call).not.toHaveBeenCalled();
  });

  test('with an answer of another version says so', async () => {
    const client = createCallableClient(transport({ call: async () => ({ role: 'emperor' }) }));
    await expect(client.call('claimRole', {})).rejects.toMatchObject({ record: { reason: 'UNEXPECTED_ANSWER' } });
  });

  test('that the functions refuse fails with their own record', async () => {
    const details = aFailure({ reason: 'DEPLOYMENT_IN_PROGRESS' });
    const call = () => Promise.reject(Object.assign(new Error('x [400]'), { code: 'functions/aborted', details }));
    const client = createCallableClient(transport({ call }));
    await expect(client.call('claimRole', {})).rejects.toMatchObject({ record: details });
  });
});

describe('a streaming call', () => {
  test('hands over each part in order, then returns the result', async () => {
    const chunks = [
      { text: 'one\n', nextOffsetBytes: 4 },
      { text: 'two\n', nextOffsetBytes: 8 },
    ];
    const seen: unknown[] = [];
    const client = createCallableClient(streaming(chunks, END));
    const answer = await client.stream('followBuildLog', REQUEST, { ...unheard, onChunk: (chunk) => seen.push(chunk) });
    expect([seen, answer]).toEqual([chunks, END]);
  });

  test('that ends without a result was cut', async () => {
    const client = createCallableClient(streaming([{ text: 'one\n', nextOffsetBytes: 4 }], STREAM_CUT));
    await expect(client.stream('followBuildLog', REQUEST, unheard)).rejects.toMatchObject({
      record: { reason: 'CONNECTION_CUT', retryable: true },
    });
  });

  test('with a part of another version fails instead of showing nonsense', async () => {
    const client = createCallableClient(streaming([{ type: 'thought', text: 'hm' }], END));
    await expect(client.stream('followBuildLog', REQUEST, unheard)).rejects.toMatchObject({
      record: { reason: 'UNEXPECTED_ANSWER' },
    });
  });

  test('that is aborted hands over nothing more and fails as cancelled, whatever the client throws', async () => {
    const leaving = new AbortController();
    const seen: unknown[] = [];
    const client = createCallableClient(
      transport({
        stream: async (_name, _data, signal) => ({
          chunks: (async function* () {
            yield { text: 'one', nextOffsetBytes: 3 };
            signal.throwIfAborted();
            yield { text: 'two', nextOffsetBytes: 6 };
          })(),
          result: async () => END,
        }),
      }),
    );
    const asking = client.stream('followBuildLog', REQUEST, {
      signal: leaving.signal,
      onChunk: (chunk) => {
        seen.push(chunk);
        leaving.abort();
      },
    });
    await expect(asking).rejects.toMatchObject({ record: { code: 'cancelled' } });
    expect(seen).toEqual([{ text: 'one', nextOffsetBytes: 3 }]);
  });
});
