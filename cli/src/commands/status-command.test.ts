import { SETTINGS_PATHS } from '@proving-ground/shared';
import { aDeployment } from '@proving-ground/shared/testing/a-deployment';
import { aLiveService } from '@proving-ground/shared/testing/a-live-service';
import { aLoadTest } from '@proving-ground/shared/testing/a-load-test';
import { expect, test } from 'vitest';
import { runWith } from '../testing/run-with.ts';

const gone = aLiveService('agent', { name: 'gone', current: null });
const lists = {
  services: [aLiveService('agent', { current: { url: 'https://agent.example.com' } }), gone],
  deployments: [aDeployment({ id: 'd9' })],
  loadTests: [aLoadTest({ status: 'running' })],
};

test('status tells what is live and what is at work', async () => {
  const { code, stdout, queries } = await runWith('status', { lists });
  expect(code).toBe(0);
  expect(stdout).toBe(`Live
Service               Region        Model        Deployment  URL                        USD/h while busy
--------------------------------------------------------------------------------------------------------
production-adk-agent  europe-west1  gemma3:270m  d1          https://agent.example.com              0.21

At work
  deploy d9 in europe-west1, since 2026-03-01T10:00:00.000Z
  load test l1 of production-adk-agent, since 2026-03-01T10:00:00.000Z
`);
  expect(queries).toEqual([
    { collection: 'services', query: {} },
    { collection: 'deployments', query: { newestFirst: true, where: { field: 'status', in: ['running'] } } },
    { collection: 'loadTests', query: { newestFirst: true, where: { field: 'status', in: ['starting', 'running'] } } },
  ]);
});

test('status counts with the price that an owner has entered', async () => {
  const rtx = { gpuType: 'nvidia-rtx-pro-6000', costUsdPerHour: null } as const;
  const services = [aLiveService('backend', { current: rtx })];
  const prices = {
    gpuUsdPerHour: { 'nvidia-rtx-pro-6000': 2 },
    setBy: { uid: 'u1', email: null },
    setAt: '2026-03-01T10:00:00.000Z',
  };
  const documents = { [SETTINGS_PATHS.prices]: [prices] };
  expect((await runWith('status', { lists: { services } })).stdout).toContain('unknown');
  expect((await runWith('status', { lists: { services }, documents })).stdout).toMatch(/ 2\.\d\d\n/);
});

test('status of a product that does nothing', async () => {
  expect(await runWith('status')).toMatchObject({ code: 0, stdout: 'Nothing is live.\n\nNothing is at work.\n' });
});

test('status as JSON holds the records', async () => {
  expect(JSON.parse((await runWith('status --json', { lists })).stdout)).toEqual(lists);
});
