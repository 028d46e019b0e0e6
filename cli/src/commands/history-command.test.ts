import { type TimelineEntry, wordsOf } from '@proving-ground/shared';
import { aDeployment } from '@proving-ground/shared/testing/a-deployment';
import { aLoadTest } from '@proving-ground/shared/testing/a-load-test';
import { expect, test } from 'vitest';
import { aRefusal } from '../testing/a-failure.ts';
import { runWith } from '../testing/run-with.ts';

const { record: failure } = aRefusal({ reason: 'BUILD_FAILED' });
const deployments = [aDeployment({ id: 'd2' }), aDeployment({ status: 'failed', failure })];
const loadTests = [aLoadTest({ note: 'after the fix', headline: null })];
const anEntry = (part: Partial<TimelineEntry> = {}): TimelineEntry => ({
  ...{ id: 'gate~d1', createdAt: '2026-03-01T10:00:00.000Z', endedAt: '2026-03-01T10:09:00.000Z', area: 'gate' },
  ...{ title: 'Load gate of agent in europe-west1: gemma3:270m', detail: 'Every limit holds after 4 rounds.' },
  ...{ status: 'passed', actor: { uid: 'u1', email: 'owner@example.com' }, path: '/deployments/d1#gate' },
  words: ['passed', 'load', 'gate', 'europe-west1'],
  ...part,
});
const timeline = [anEntry(), anEntry({ id: 'incident~7', area: 'alert', status: 'open', actor: null, detail: '' })];
const OTHERS = ['gate', 'alert', 'schedule', 'agent', 'settings', 'access'];
const lists = { deployments, loadTests, timeline };

test('history lists the newest of both, and what else happened with its reason', async () => {
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
    { newestFirst: true, where: { field: 'area', in: OTHERS }, limit: 5 },
  ]);
  expect(stdout).toMatch(
    /^2026-03-01 10:00 UTC +gate +passed +Load gate of agent in europe-west1: gemma3:270m +owner@example.com +Every limit holds after 4 rounds\.$/m,
  );
  expect(stdout).toMatch(/^2026-03-01 10:00 UTC +alert +open .* –$/m);
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
  expect((await runWith('history')).stdout).toBe(
    'No deployments yet.\n\nNo load tests yet.\n\nNothing else happened yet.\n',
  );
});

test('history as JSON holds the records', async () => {
  const document = { deployments, loadTests, entries: timeline };
  expect(JSON.parse((await runWith('history --json', { lists })).stdout)).toEqual(document);
});

test('history of one area is one time line', async () => {
  const { stdout, queries } = await runWith('history --area gate --json', { lists });
  expect(JSON.parse(stdout)).toEqual({ entries: timeline });
  expect(queries).toEqual([
    { collection: 'timeline', query: { newestFirst: true, where: { field: 'area', in: ['gate'] }, limit: 10 } },
  ]);
});

test('a search asks for its longest word, and lists what has the others too', async () => {
  const found = anEntry({ id: 'gate~d2', words: wordsOf('failed europe-west1') });
  const { stdout, queries } = await runWith(['history', '--search', 'Europe-West1 failed', '--json'], {
    lists: { timeline: [...timeline, found] },
  });
  expect(JSON.parse(stdout)).toEqual({ entries: [found] });
  expect(queries[0]?.query).toEqual({ newestFirst: true, has: { field: 'words', value: 'europe-west1' }, limit: 10 });
});

test('a search that finds nothing says so, and another area than there are is refused', async () => {
  expect((await runWith(['history', '--search', 'nobody'])).stdout).toBe('Nothing found.\n');
  const { code, stderr } = await runWith('history --area alerts');
  expect(code).toBe(2);
  expect(stderr).toContain('--area takes one of deployment, loadTest, gate, alert');
});
