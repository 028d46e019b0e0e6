import { expect, test } from 'vitest';
import { aDeployment, STARTED_AT } from '../testing/a-deployment.ts';
import { createMemoryDeploymentStore } from '../testing/memory-deployment-store.ts';
import { recordingLog } from '../testing/recording-log.ts';
import type { Wake } from './advance-deployment.ts';
import { sweepDeployments } from './sweep-deployments.ts';

async function swept(seconds: number, count = 1) {
  const store = createMemoryDeploymentStore();
  for (let index = 0; index < count; index += 1) {
    const spec = { agent: { serviceName: `a${index}` }, backend: { serviceName: `b${index}` } };
    await store.create(aDeployment({ id: `d${index}`, spec }));
  }
  const woken: Parameters<Wake>[0][] = [];
  const log = recordingLog();
  const now = new Date(STARTED_AT.getTime() + seconds * 1_000);
  await sweepDeployments({ deployments: store, wake: async (request) => void woken.push(request), now, log });
  return { woken, log };
}

test('a deployment whose look is overdue is woken, whoever meant to look at it', async () => {
  const { woken, log } = await swept(11);
  expect(woken).toEqual([{ deploymentId: 'd0', epoch: null, inMs: 0 }]);
  expect(log.lines).toMatchObject([{ event: 'sweep.woke', fields: { deploymentIds: ['d0'] } }]);
});

test('a look that is only a little late is left to the task that is on its way', async () => {
  const { woken, log } = await swept(10);
  expect(woken).toEqual([]);
  expect(log.lines).toEqual([]);
});

test('one sweep wakes a hundred at most; the next takes the rest', async () => {
  expect((await swept(60, 105)).woken).toHaveLength(100);
});
