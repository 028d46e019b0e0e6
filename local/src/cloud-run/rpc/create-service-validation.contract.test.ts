import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aContainer, aTemplate, serviceCalls } from '../testing/service-calls.ts';
import { type ContractCloud, IMAGE, idOf, PARENT, startContractCloud } from '../testing/start-contract-cloud.ts';

let cloud: ContractCloud;
beforeAll(async () => {
  cloud = await startContractCloud();
});
afterAll(() => cloud[Symbol.asyncDispose]());
const { read } = serviceCalls(() => cloud);

describe('CreateService', () => {
  const gpu = {
    nodeSelector: { accelerator: 'nvidia-l4' },
    containers: [{ image: IMAGE, resources: { limits: { cpu: '4', memory: '16Gi', 'nvidia.com/gpu': '1' } } }],
  };
  const gpuWith = (resources: object) => ({ ...gpu, containers: [{ image: IMAGE, resources }] });
  const env = (name: string) => ({ containers: [{ image: IMAGE, env: [{ name, value: 'x' }] }] });

  test.each<[string, Record<string, unknown>, string]>([
    ['no template', { template: null }, 'service.template'],
    ['no container', { template: {} }, 'template.containers'],
    ['no image', { template: { containers: [{}] } }, 'containers[0].image'],
    ['a malformed image', { template: { containers: [{ image: 'No Image' }] } }, 'Expected an image path'],
    ['PORT', { template: env('PORT') }, 'reserved env names were provided: PORT'],
    ['K_*', { template: env('K_SERVICE') }, 'K_SERVICE'],
    ['X_GOOGLE_*', { template: env('X_GOOGLE_RUN') }, 'X_GOOGLE_RUN'],
    [
      'a GPU with 2 CPU',
      { template: gpuWith({ limits: { cpu: '2', memory: '16Gi', 'nvidia.com/gpu': '1' } }) },
      'requires at least 4 CPU',
    ],
    [
      'a GPU with 8Gi',
      { template: gpuWith({ limits: { cpu: '4', memory: '8Gi', 'nvidia.com/gpu': '1' } }) },
      'requires at least 16Gi',
    ],
    [
      'a GPU with CPU only during requests',
      { template: gpuWith({ limits: { cpu: '4', memory: '16Gi', 'nvidia.com/gpu': '1' }, cpuIdle: true }) },
      'cpuIdle',
    ],
    ['a GPU of no type', { template: { ...gpu, nodeSelector: null } }, 'nodeSelector.accelerator'],
    [
      'two GPUs',
      { template: gpuWith({ limits: { cpu: '8', memory: '32Gi', 'nvidia.com/gpu': '2' } }) },
      'nvidia.com/gpu is 1',
    ],
    [
      'too little memory for 4 CPU',
      { template: { containers: [{ image: IMAGE, resources: { limits: { cpu: '4', memory: '1Gi' } } }] } },
      'memory',
    ],
    [
      'concurrency 1001',
      { template: { containers: [aContainer()], maxInstanceRequestConcurrency: 1_001 } },
      'maxInstanceRequestConcurrency',
    ],
    [
      'a timeout over an hour',
      { template: { containers: [aContainer()], timeout: { seconds: 3_601 } } },
      'template.timeout',
    ],
    ['an upper-case label', { labels: { App: 'x' } }, 'Invalid label key'],
    ['a system label', { labels: { 'run.googleapis.com/x': 'x' } }, 'System label'],
    [
      'a revision of another name',
      { template: { containers: [aContainer()], revision: 'other-1' } },
      'prefixed by the service name',
    ],
    [
      'traffic of 90 %',
      { traffic: [{ type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST', percent: 90 }] },
      'sum to 100, got 90',
    ],
    [
      'traffic to a revision that is not there',
      { traffic: [{ type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION', revision: idOf('bad-9'), percent: 100 }] },
      `Revision '${idOf('bad-9')}'`,
    ],
    [
      'min over max',
      { template: { containers: [aContainer()], scaling: { minInstanceCount: 3, maxInstanceCount: 2 } } },
      'minInstanceCount',
    ],
    [
      'a probe over 240 s',
      {
        template: {
          containers: [{ image: IMAGE, startupProbe: { httpGet: {}, periodSeconds: 10, failureThreshold: 25 } }],
        },
      },
      'must not exceed 240',
    ],
  ])('validation: refuses %s and names the field', async (_name, service, words) => {
    await expect(
      cloud.services.createService({
        parent: PARENT,
        serviceId: idOf('bad'),
        service: { template: aTemplate(), ...service },
      }),
    ).rejects.toMatchObject({ code: status.INVALID_ARGUMENT, message: expect.stringContaining(words) });
    await expect(read('bad')).rejects.toMatchObject({ code: status.NOT_FOUND });
  });

  test('validation: an L4 exists in europe-west1 and not in europe-north1', async () => {
    const request = { serviceId: idOf('gpu'), service: { template: gpu }, validateOnly: true };
    await expect(cloud.services.createService({ parent: PARENT, ...request })).resolves.toBeDefined();
    await expect(
      cloud.services.createService({ parent: PARENT.replace(/[^/]+$/, 'europe-north1'), ...request }),
    ).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
      message: expect.stringContaining('not available in europe-north1'),
    });
  });

  test.each(['Zoo', '1zoo', 'zoo-', 'a'.repeat(50), ''])('validation: refuses the name "%s"', async (serviceId) => {
    await expect(
      cloud.services.createService({ parent: PARENT, serviceId, service: { template: aTemplate() } }),
    ).rejects.toMatchObject({ code: status.INVALID_ARGUMENT });
  });

  test('validation: a place that is none, and a project of somebody else', async () => {
    const request = { serviceId: idOf('zoo'), service: { template: aTemplate() } };
    await expect(
      cloud.services.createService({ parent: PARENT.replace(/[^/]+$/, 'mars'), ...request }),
    ).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
    });
    await expect(
      cloud.services.createService({ parent: 'projects/other/locations/europe-west1', ...request }),
    ).rejects.toMatchObject({ code: status.PERMISSION_DENIED });
  });

  test('validation: what only the cloud can do is said to be so', async () => {
    const service = { template: { containers: [{ ...aContainer(), ports: [{ name: 'h2c', containerPort: 8080 }] }] } };
    await expect(
      cloud.services.createService({ parent: PARENT, serviceId: idOf('h2c'), service }),
    ).rejects.toMatchObject({
      code: status.UNIMPLEMENTED,
      message: expect.stringContaining('local twin'),
    });
  });
});
