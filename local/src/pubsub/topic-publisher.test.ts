import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CallFunction } from '../functions-host/call-function.ts';
import type { FunctionManifest } from '../functions-host/function-manifest.ts';
import { MESSAGE_PUBLISHED } from './cloud-event.ts';
import { createTopicPublisher } from './topic-publisher.ts';

const manifest: FunctionManifest = [
  {
    name: 'onBuild',
    region: 'europe-west4',
    trigger: { kind: 'event', eventType: MESSAGE_PUBLISHED, filters: { topic: 'cloud-builds' }, retry: false },
  },
  {
    name: 'onOther',
    region: 'europe-west4',
    trigger: { kind: 'event', eventType: MESSAGE_PUBLISHED, filters: { topic: 'other' }, retry: false },
  },
];

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-01-01T00:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

function aPublisher(callFunction: CallFunction) {
  const lines: string[] = [];
  const publisher = createTopicPublisher({
    projectId: 'demo',
    manifest: () => manifest,
    callFunction,
    now: () => new Date(),
    onLine: (line) => lines.push(line),
  });
  return { publisher, lines };
}

test('a message goes to the functions of its topic alone, as a CloudEvent', async () => {
  const callFunction = vi.fn<CallFunction>(async () => 204);
  await aPublisher(callFunction).publisher.publish({ topic: 'cloud-builds', attributes: { a: 'b' }, data: 'zoo' });
  expect(callFunction).toHaveBeenCalledTimes(1);
  const [request] = callFunction.mock.calls[0] ?? [];
  expect(request?.target.name).toBe('onBuild');
  expect(request?.headers).toMatchObject({
    'ce-type': MESSAGE_PUBLISHED,
    'ce-source': '//pubsub.googleapis.com/projects/demo/topics/cloud-builds',
    'ce-time': '2026-01-01T00:00:00.000Z',
  });
  expect(JSON.parse(String(request?.body))).toMatchObject({ message: { data: 'em9v', attributes: { a: 'b' } } });
});

test('a function that fails or is not there gets the same message again, later each time', async () => {
  const atMs: number[] = [];
  const ids = new Set<string | undefined>();
  const callFunction = vi.fn<CallFunction>(async ({ headers }) => {
    atMs.push(Date.now() - Date.parse('2026-01-01T00:00:00Z'));
    ids.add(headers['ce-id']);
    if (atMs.length === 1) throw new Error('connection refused');
    return atMs.length === 2 ? 500 : 204;
  });
  const { publisher, lines } = aPublisher(callFunction);
  const published = publisher.publish({ topic: 'cloud-builds', data: '{}' });
  await vi.runAllTimersAsync();
  await published;
  expect(atMs).toEqual([0, 250, 750]);
  expect(ids.size).toBe(1);
  expect(lines).toEqual([]);
});

test('a message that nobody takes is dropped after a while, and said so', async () => {
  const callFunction = vi.fn<CallFunction>(async () => 500);
  const { publisher, lines } = aPublisher(callFunction);
  const published = publisher.publish({ topic: 'cloud-builds', data: '{}' });
  await vi.runAllTimersAsync();
  await published;
  expect(callFunction).toHaveBeenCalledTimes(8);
  expect(lines).toEqual(['onBuild did not take an event in 8 deliveries; it is dropped']);
});

test('a stop ends what is being delivered, without a complaint', async () => {
  const { publisher, lines } = aPublisher(async () => 500);
  const published = publisher.publish({ topic: 'cloud-builds', data: '{}' });
  await vi.advanceTimersByTimeAsync(100);
  await publisher.stop();
  await published;
  expect(lines).toEqual([]);
});
