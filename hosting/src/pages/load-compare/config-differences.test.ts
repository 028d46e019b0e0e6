import { loadSpec } from '@proving-ground/shared';
import { aLoadTest, aLoadTestTarget } from '@proving-ground/shared/testing/a-load-test';
import { expect, test } from 'vitest';
import { configDifferences } from './config-differences.ts';

const target = aLoadTestTarget();
const asking = (text: string) =>
  loadSpec.parse({ scenario: { name: 'own', tasks: [{ kind: 'ask', prompts: [{ text }] }] } });

test('two tests of the same thing do not differ, whoever ran them and when', () => {
  const next = aLoadTest({ id: 'l2', note: 'again', createdAt: '2026-04-01T10:00:00.000Z' });
  expect(configDifferences(aLoadTest(), next)).toEqual([]);
});

test('only what differs is named, with both values', () => {
  const next = aLoadTest({
    spec: loadSpec.parse({ load: { model: 'closed', users: 40 }, slo: 'p95Ms<900' }),
    shardCount: 2,
    target: { ...target, model: 'gemma3:4b', agent: { ...target.agent, digest: 'sha256:4567', memoryGiB: 8 } },
  });
  expect(configDifferences(aLoadTest(), next).map(({ name, base, next: now }) => [name, base, now])).toEqual([
    [
      'Load',
      'Scenario codelab: 20 users, 5 joining a second, 60 s',
      'Scenario codelab: 40 users, 5 joining a second, 60 s',
    ],
    ['Thresholds', '–', 'p95Ms<900'],
    ['Shards', '1', '2'],
    ['Model', 'Gemma 3 270M (gemma3:270m)', 'Gemma 3 4B (gemma3:4b)'],
    ['Agent: image', 'sha256:0123', 'sha256:4567'],
    ['Agent: resources', '2 CPU · 4 GiB', '2 CPU · 8 GiB'],
  ]);
});

test('a model server that was not recorded is a difference', () => {
  const names = configDifferences(aLoadTest(), aLoadTest({ target: { ...target, backend: null } })).map(
    ({ name, next }) => [name, next],
  );
  expect(names).toContainEqual(['Model server: revision', 'not recorded']);
});

test('scenarios of one name that ask other questions are told apart', () => {
  const differences = configDifferences(aLoadTest({ spec: asking('Hello') }), aLoadTest({ spec: asking('Goodbye') }));
  expect(differences.map(({ name }) => name)).toEqual(['Questions']);
});
