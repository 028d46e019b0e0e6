import { expect, test } from 'vitest';
import { AGENT_NAME, aLoadTest, TARGET } from '../testing/a-load-test.ts';
import { createMemoryLoadStores } from '../testing/memory-load-stores.ts';
import { setLoadBaseline } from './set-load-baseline.ts';

async function withTest(status: 'finished' | 'partial' | 'running') {
  const { tests } = createMemoryLoadStores();
  await tests.create(aLoadTest({ status }));
  return {
    tests,
    set: (loadTestId: string | null, target: typeof TARGET = TARGET) =>
      setLoadBaseline({ request: { target, loadTestId }, tests }),
  };
}

test('a finished test becomes the baseline of its service, and can stop being it', async () => {
  const { tests, set } = await withTest('finished');
  expect(await set('test1')).toEqual({ baselineLoadTestId: 'test1' });
  expect(await tests.target(TARGET.region, AGENT_NAME)).toMatchObject({ baselineLoadTestId: 'test1' });
  expect(await set(null)).toEqual({ baselineLoadTestId: null });
  expect(await tests.target(TARGET.region, AGENT_NAME)).toMatchObject({ baselineLoadTestId: null });
});

test.each(['partial', 'running'] as const)('one that is %s does not', async (status) => {
  const { set } = await withTest(status);
  await expect(set('test1')).rejects.toMatchObject({ record: { reason: 'NO_BASELINE' } });
});

test('nor one of another service, nor one that is not there', async () => {
  const { tests, set } = await withTest('finished');
  await expect(set('test1', { ...TARGET, agentServiceName: 'other' })).rejects.toMatchObject({
    record: { reason: 'NO_BASELINE' },
  });
  await expect(set('nobody')).rejects.toMatchObject({ record: { reason: 'LOAD_TEST_NOT_FOUND' } });
  expect(await tests.target(TARGET.region, 'other')).toBeNull();
});
