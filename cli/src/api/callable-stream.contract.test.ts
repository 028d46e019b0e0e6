import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { aRefusal } from '../testing/a-failure.ts';
import { clientOf, LOG, refused } from '../testing/callable-under-test.ts';
import { type Answer, answers, loopbackServer } from '../testing/loopback-server.ts';
import { createCallableClient } from './callable-client.ts';

const END = { nextOffsetBytes: 9, complete: true };

/** Sends the parts one by one; `cut` breaks the connection off after them. */
const streams =
  (parts: readonly (string | Buffer)[], { cut = false } = {}): Answer =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const send = ([part, ...rest]: readonly (string | Buffer)[]) => {
      if (part !== undefined) response.write(part, () => send(rest));
      else if (cut) response.destroy();
      else response.end();
    };
    send(parts);
  };
const event = (content: unknown) => `data: ${JSON.stringify(content)}\n\n`;
const message = (text: string, nextOffsetBytes: number) => event({ message: { text, nextOffsetBytes } });

test('the parts of a stream are handed over in order, and then its result', async () => {
  const panda = Buffer.from(message('🐼\n', 9));
  const cutInACharacter = panda.indexOf(0xf0) + 2;
  const { follow, chunks, received } = await clientOf(
    streams([
      ': ping\n\n',
      `${message('a\n', 2)}${message('b\n', 4)}`,
      panda.subarray(0, cutInACharacter),
      panda.subarray(cutInACharacter),
      event({ result: END }).replaceAll('\n', '\r\n'),
    ]),
  );
  expect(await follow()).toEqual(END);
  expect(chunks).toEqual([
    { text: 'a\n', nextOffsetBytes: 2 },
    { text: 'b\n', nextOffsetBytes: 4 },
    { text: '🐼\n', nextOffsetBytes: 9 },
  ]);
  expect(received).toMatchObject([
    { accept: 'text/event-stream', authorization: 'Bearer a-token', body: { data: LOG } },
  ]);
});

test.each([
  ['ends before its result', streams([message('a\n', 2)])],
  ['is cut between two parts', streams([message('a\n', 2)], { cut: true })],
  ['is cut in its result', streams([message('a\n', 2), event({ result: END }).slice(0, -3)], { cut: true })],
  ['ends in its result', streams([message('a\n', 2), event({ result: END }).slice(0, -3)])],
])('a stream that %s is told as cut, after its parts', async (_, answer) => {
  const { follow, chunks } = await clientOf(answer);
  expect(await refused(follow())).toMatchObject({ reason: 'CONNECTION_CUT', retryable: true });
  expect(chunks).toEqual([{ text: 'a\n', nextOffsetBytes: 2 }]);
});

test.each([
  ['a part', event({ message: { text: 'a' } })],
  ['a result', event({ result: { complete: 'yes' } })],
  ['an event', event({ progress: 1 })],
  ['a payload', 'data: {\n\n'],
])('%s of another version is told', async (_, part) => {
  const { follow } = await clientOf(streams([part]));
  expect(await refused(follow())).toMatchObject({ reason: 'UNEXPECTED_ANSWER' });
});

test('a failure in the stream, and one instead of it, come back whole', async () => {
  const { record } = aRefusal();
  const error = { status: 'FAILED_PRECONDITION', message: record.message, details: record };
  const inside = await clientOf(streams([message('a\n', 2), event({ error })]));
  expect(await refused(inside.follow())).toEqual(record);
  expect(inside.chunks).toHaveLength(1);
  const instead = await clientOf(answers(400, { error }));
  expect(await refused(instead.follow())).toEqual(record);
});

test('aborting ends the request, with one outcome', async () => {
  const closed = Promise.withResolvers<void>();
  const { url, received } = await loopbackServer((_, response) => {
    response.on('close', closed.resolve);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(message('a\n', 2));
  });
  const client = createCallableClient({ urlOf: () => url, token: async () => 'a-token' });
  const controller = new AbortController();
  const options = { signal: controller.signal, onChunk: () => controller.abort() };
  expect(await refused(client.stream('followBuildLog', LOG, options))).toMatchObject({ reason: 'CANCELLED' });
  await closed.promise;
  expect(received).toHaveLength(1);
});
