// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { openDeployPage } from '../../testing/open-deploy-page.tsx';

test('a profile sets the concurrency beside the parallel requests', async () => {
  const { choose, field } = openDeployPage();
  expect((field('Profile') as HTMLSelectElement).value).toBe('');
  await choose('Profile', 'throughput');
  expect(field('Concurrency').value).toBe('8');
  await choose('Profile', 'latency');
  expect(field('Concurrency').value).toBe('4');
});
