import { describe, expect, test } from 'vitest';
import { describeFunction, ownInstancesOf } from './function-manifest.ts';

const unset = { toJSON: () => null };

describe('a function is described by what firebase-functions attached to it', () => {
  test('a callable in its region', () => {
    const endpoint = { platform: 'gcfv2', region: ['europe-west4'], availableMemoryMb: unset, callableTrigger: {} };
    expect(describeFunction('chat', endpoint)).toEqual({
      name: 'chat',
      region: 'europe-west4',
      trigger: { kind: 'callable' },
    });
  });

  test('a callable with one request at a time, which shares the common host all the same', () => {
    expect(ownInstancesOf(describeFunction('chat', { callableTrigger: {}, concurrency: 1 }))).toBeNull();
  });

  test('a task queue with its own settings, the rest as deploying would set it', () => {
    const endpoint = {
      region: ['europe-west4'],
      taskQueueTrigger: {
        retryConfig: { maxAttempts: 7, minBackoffSeconds: unset, maxBackoffSeconds: 30 },
        rateLimits: { maxConcurrentDispatches: 5, maxDispatchesPerSecond: unset },
      },
    };
    expect(describeFunction('work', endpoint).trigger).toEqual({
      kind: 'task',
      retryConfig: {
        maxAttempts: 7,
        maxRetrySeconds: null,
        minBackoffSeconds: 0.1,
        maxBackoffSeconds: 30,
        maxDoublings: 16,
      },
      rateLimits: { maxConcurrentDispatches: 5, maxDispatchesPerSecond: 500 },
      ownInstances: null,
    });
  });

  test.each([
    { says: { concurrency: 1 }, ownInstances: 20 },
    { says: { concurrency: 1, maxInstances: unset }, ownInstances: 20 },
    { says: { concurrency: 1, maxInstances: 3 }, ownInstances: 3 },
    { says: { concurrency: 2, maxInstances: 3 }, ownInstances: null },
    { says: { concurrency: unset, maxInstances: 3 }, ownInstances: null },
  ])('a task queue that says $says', ({ says, ownInstances }) => {
    expect(ownInstancesOf(describeFunction('work', { taskQueueTrigger: {}, ...says }))).toBe(ownInstances);
  });

  test('a schedule, in UTC unless it says otherwise', () => {
    const trigger = { schedule: 'every 1 minutes', timeZone: unset, retryConfig: {} };
    expect(describeFunction('sweep', { scheduleTrigger: trigger })).toEqual({
      name: 'sweep',
      region: 'us-central1',
      trigger: { kind: 'schedule', schedule: 'every 1 minutes', timeZone: 'UTC' },
    });
  });

  test('a subscription to a topic', () => {
    const eventTrigger = { eventType: 'google.cloud.pubsub.topic.v1.messagePublished', eventFilters: { topic: 't' } };
    expect(describeFunction('onBuild', { eventTrigger }).trigger).toEqual({
      kind: 'event',
      eventType: eventTrigger.eventType,
      filters: { topic: 't' },
      retry: false,
    });
  });
});

test('a trigger that the twin does not have is named, not ignored', () => {
  expect(() => describeFunction('block', { blockingTrigger: {} })).toThrow(/Function block has a trigger/);
});
