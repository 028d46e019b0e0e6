import { type CallableInput, Failure } from '@proving-ground/shared';
import { expect, test, vi } from 'vitest';
import type { CallableClient } from '../../api/callable-client.ts';
import { aFailure } from '../../testing/a-failure.ts';
import { followBuildLog, type LogStatus } from './follow-build-log.ts';

/** What one call brings: a text, and how it ends. */
interface Part {
  readonly text: string;
  readonly end: 'complete' | 'timeUp' | Failure;
}

async function follow(parts: readonly Part[], signal: AbortSignal = new AbortController().signal) {
  const offsets: number[] = [];
  const seen = { text: '', statuses: [] as LogStatus['kind'][], pausesMs: [] as number[] };
  const rest = [...parts];
  const stream = async (
    _name: 'followBuildLog',
    input: CallableInput<'followBuildLog'>,
    options: { readonly onChunk: (chunk: { text: string; nextOffsetBytes: number }) => void },
  ) => {
    const offsetBytes = input.offsetBytes ?? 0;
    offsets.push(offsetBytes);
    const { text, end } = rest.shift() ?? { text: '', end: 'complete' };
    const nextOffsetBytes = offsetBytes + text.length;
    if (text) options.onChunk({ text, nextOffsetBytes });
    if (end instanceof Failure) throw end;
    return { nextOffsetBytes, complete: end === 'complete' };
  };
  await followBuildLog({
    callables: { stream: stream as unknown as CallableClient['stream'] },
    deploymentId: 'd1',
    build: 'agent',
    signal,
    onText: (text) => {
      seen.text += text;
    },
    onStatus: ({ kind }) => seen.statuses.push(kind),
    pause: async (ms) => void seen.pausesMs.push(ms),
  });
  return { ...seen, offsets };
}

const cut = new Failure(aFailure({ reason: 'CONNECTION_CUT', retryable: true }));

test('a log whose stream ended before the build goes on from where it was', async () => {
  const seen = await follow([
    { text: 'one\n', end: 'timeUp' },
    { text: 'two\n', end: 'complete' },
  ]);
  expect(seen).toEqual({
    text: 'one\ntwo\n',
    statuses: ['following', 'following', 'complete'],
    pausesMs: [],
    offsets: [0, 4],
  });
});

test('a broken connection is taken up again from the last byte read, ever more slowly', async () => {
  const seen = await follow([
    { text: 'one\n', end: cut },
    { text: '', end: cut },
    { text: '', end: cut },
    { text: 'two\n', end: cut },
    { text: '', end: 'complete' },
  ]);
  expect(seen.text).toBe('one\ntwo\n');
  expect(seen.offsets).toEqual([0, 4, 4, 4, 8]);
  // What came in between shows that the connection works again.
  expect(seen.pausesMs).toEqual([1_000, 2_000, 5_000, 1_000]);
});

test('a refusal ends it', async () => {
  const seen = await follow([{ text: '', end: new Failure(aFailure({ code: 'not-found', retryable: false })) }]);
  expect([seen.statuses, seen.offsets]).toEqual([['failed'], [0]]);
});

test('somebody who has left asks for nothing', async () => {
  expect((await follow([], AbortSignal.abort())).offsets).toEqual([]);
});

test('leaving in the middle ends it without a word', async () => {
  const leaving = new AbortController();
  const onStatus = vi.fn();
  const stream = async () => {
    leaving.abort();
    throw cut;
  };
  await followBuildLog({
    callables: { stream },
    deploymentId: 'd1',
    build: 'agent',
    signal: leaving.signal,
    onText: () => undefined,
    onStatus,
    pause: () => Promise.resolve(),
  });
  expect(onStatus).not.toHaveBeenCalled();
});
