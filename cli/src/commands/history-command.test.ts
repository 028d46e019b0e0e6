import { expect, test } from 'vitest';
import { aDeployment } from '../testing/a-deployment.ts';
import { aRefusal } from '../testing/a-failure.ts';
import { aLoadTest } from '../testing/a-load-test.ts';
import { runWith } from '../testing/run-with.ts';

const { record: failure } = aRefusal({ reason: 'BUILD_FAILED' });
const deployments = [aDeployment({ id: 'd2' }), aDeployment({ status: 'failed', failure })];
const loadTests = [aLoadTest({ note: 'after the fix' })];
const lists = { deployments, loadTests };

test('history lists the newest of both', async () => {
  const { code, stdout, queries } = await runWith('history --limit 5', { lists });
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^d2 +2026-03-01 10:00 UTC +deploy +running +gemma3:270m +europe-west1 +operator@example.com$/m,
  );
  expect(stdout).toMatch(/^d1 .* failed .* BUILD_FAILED$/m);
  expect(stdout).toMatch(/^l1 +2026-03-01 10:00 UTC +finished +– +production-adk-agent +after the fix +– +– +–$/m);
  expect(queries.map(({ query }) => query)).toEqual([
    { newestFirst: true, limit: 5 },
    { newestFirst: true, limit: 5 },
  ]);
});

test('history passes over parts of searches and gates unless they are asked for', async () => {
  const partOf = { kind: 'search', searchId: 's1', step: 0 } as const;
  const createdAt = (minute: number) => `2026-03-01T10:0${minute}:00.000Z`;
  const tests = [
    ...[9, 8, 7].map((minute) => aLoadTest({ id: `step${minute}`, createdAt: createdAt(minute), partOf })),
    aLoadTest({ id: 'whole', createdAt: createdAt(6) }),
  ];
  const { stdout } = await runWith('history --limit 2', { lists: { loadTests: tests } });
  expect([stdout.includes('whole'), stdout.includes('step')]).toEqual([true, false]);
  const all = await runWith('history --limit 2 --parts', { lists: { loadTests: tests } });
  expect(all.stdout).toMatch(/^step9 .*Part of a capacity search/m);
});

test('history of a new project', async () => {
  expect((await runWith('history')).stdout).toBe('No deployments yet.\n\nNo load tests yet.\n');
});

test('history as JSON holds the records', async () => {
  expect(JSON.parse((await runWith('history --json', { lists })).stdout)).toEqual(lists);
});
