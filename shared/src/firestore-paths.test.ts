import { expect, test } from 'vitest';
import { deploymentEventPath, deploymentEventsPath, deploymentPath, servicePath } from './firestore-paths.ts';

test('documents lie where the rules and the console expect them', () => {
  expect(deploymentPath('abc')).toBe('deployments/abc');
  expect(deploymentEventsPath('abc')).toBe('deployments/abc/events');
  expect(servicePath('europe-west1', 'my-agent')).toBe('services/europe-west1~my-agent');
});

test('event documents sort as their numbers do', () => {
  const paths = [2, 10, 9, 100_000].map((seq) => deploymentEventPath('abc', seq));
  expect(paths.toSorted()).toEqual([2, 9, 10, 100_000].map((seq) => deploymentEventPath('abc', seq)));
  expect(paths[0]).toBe('deployments/abc/events/000002');
});
