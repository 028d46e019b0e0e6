import { expect, test } from 'vitest';
import { concurrencyOf, hidesItsQueue, profileOf } from './concurrency-profiles.ts';

test.each([
  [4, 4, 'latency', false],
  [8, 4, 'throughput', false],
  [7, 4, null, false],
  [9, 4, null, true],
  [1, 1, 'latency', false],
] as const)(
  'concurrency %s beside %s parallel requests is the profile %s; hides its queue: %s',
  (concurrency, parallelRequests, profile, hides) => {
    expect(profileOf({ concurrency, parallelRequests })).toBe(profile);
    expect(hidesItsQueue({ concurrency, parallelRequests })).toBe(hides);
  },
);

test('a profile scales with what the model works on at once', () => {
  expect(concurrencyOf('throughput', 6)).toBe(12);
});
