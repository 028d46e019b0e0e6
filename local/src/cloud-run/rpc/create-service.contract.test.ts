import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aContainer, aTemplate, nameOf, serviceCalls } from '../testing/service-calls.ts';
import {
  type ContractCloud,
  IMAGE,
  idOf,
  PARENT,
  startContractCloud,
  URL_PATTERN,
} from '../testing/start-contract-cloud.ts';

let cloud: ContractCloud;
beforeAll(async () => {
  cloud = await startContractCloud();
});
afterAll(() => cloud[Symbol.asyncDispose]());
const { create, read } = serviceCalls(() => cloud);

describe('CreateService', () => {
  test('serialisation: the operation shows a service under way, its result the service that serves', async () => {
    const [operation] = await cloud.services.createService({
      parent: PARENT,
      serviceId: idOf('under-way'),
      service: { labels: { app: 'zoo' }, template: aTemplate() },
    });
    expect(operation.name).toMatch(new RegExp(`^${PARENT}/operations/[0-9a-f-]{36}$`));
    expect(operation.metadata).toMatchObject({
      name: nameOf('under-way'),
      reconciling: true,
      labels: { app: 'zoo' },
      terminalCondition: { type: 'Ready', state: 2 },
    });
    const [service] = await operation.promise();
    expect(service).toMatchObject({ reconciling: false, terminalCondition: { state: 4 } });
  });

  test('behaviour: a new service reads as Cloud Run gives it, with what it fills in', async () => {
    const service = await create('new-service');
    expect(service).toMatchObject({
      name: nameOf('new-service'),
      uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      generation: '1',
      observedGeneration: '1',
      reconciling: false,
      ingress: 'INGRESS_TRAFFIC_ALL',
      launchStage: 'GA',
      traffic: [{ type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST', percent: 100 }],
      terminalCondition: { type: 'Ready', state: 'CONDITION_SUCCEEDED' },
      uri: expect.stringMatching(URL_PATTERN),
      urls: [service.uri],
      template: {
        maxInstanceRequestConcurrency: 80,
        timeout: { seconds: '300' },
        scaling: { maxInstanceCount: 100 },
        containers: [{ resources: { limits: { cpu: '1000m', memory: '512Mi' }, cpuIdle: true } }],
      },
    });
    expect(service.latestReadyRevision).toMatch(
      new RegExp(`^${nameOf('new-service')}/revisions/${idOf('new-service')}-00001-[a-z]{3}$`),
    );
    expect(service.latestCreatedRevision).toBe(service.latestReadyRevision);
    expect(service.trafficStatuses).toMatchObject([
      { revision: service.latestReadyRevision?.split('/').at(-1), percent: 100 },
    ]);
    expect(service.conditions?.map(({ type, state }) => [type, state])).toEqual([
      ['RoutesReady', 'CONDITION_SUCCEEDED'],
      ['ConfigurationsReady', 'CONDITION_SUCCEEDED'],
    ]);
  });

  test('behaviour: a name that is taken is refused', async () => {
    await create('taken');
    await expect(
      cloud.services.createService({
        parent: PARENT,
        serviceId: idOf('taken'),
        service: { template: aTemplate() },
      }),
    ).rejects.toMatchObject({ code: status.ALREADY_EXISTS });
  });

  test('behaviour: validate_only checks and stores nothing', async () => {
    const service = { template: aTemplate() };
    const [operation] = await cloud.services.createService({
      parent: PARENT,
      serviceId: idOf('dry'),
      service,
      validateOnly: true,
    });
    const [result] = await operation.promise();
    expect(result.template?.containers?.[0]?.image).toBe(IMAGE);
    await expect(read('dry')).rejects.toMatchObject({ code: status.NOT_FOUND });
  });

  test('behaviour: an image that is not there fails the revision with CONTAINER_MISSING', async () => {
    const image = IMAGE.replace(/echo:latest$/, 'missing:1');
    const [operation] = await cloud.services.createService({
      parent: PARENT,
      serviceId: idOf('no-image'),
      service: { template: { containers: [{ image }] } },
    });
    await expect(operation.promise()).rejects.toMatchObject({ code: status.FAILED_PRECONDITION });
    const service = await read('no-image');
    expect(service).toMatchObject({
      reconciling: false,
      observedGeneration: '0',
      latestReadyRevision: '',
      trafficStatuses: [],
      terminalCondition: { state: 'CONDITION_FAILED', reason: 'CONTAINER_MISSING' },
    });
    expect(service.terminalCondition?.message).toContain(
      `is not ready and cannot serve traffic. Image '${image}' not found.`,
    );
  });

  test('behaviour: a container that exits fails the revision, with its last words in the log', async () => {
    const service = await create('exits', { template: { containers: [aContainer('exit')] } });
    expect(service.terminalCondition).toMatchObject({
      state: 'CONDITION_FAILED',
      revisionReason: 'HEALTH_CHECK_CONTAINER_ERROR',
    });
    expect(service.terminalCondition?.message).toContain(
      'failed to start and listen on the port defined provided by the PORT=8080',
    );
    const log = (await cloud.logs.entries(() => true)).map(({ textPayload }) => textPayload ?? '');
    expect(log).toContainEqual(expect.stringContaining('cannot find the model weights'));
  });

  test('behaviour: an HTTP probe decides when the revision is ready', async () => {
    const httpGet = (path: string) => ({
      template: {
        containers: [{ image: IMAGE, startupProbe: { httpGet: { path }, periodSeconds: 1, failureThreshold: 2 } }],
      },
    });
    expect((await create('probed', httpGet('/ready'))).terminalCondition?.state).toBe('CONDITION_SUCCEEDED');
    const broken = await create('broken', httpGet('/broken'));
    expect(broken.terminalCondition).toMatchObject({
      state: 'CONDITION_FAILED',
      message: expect.stringContaining('failed the configured startup probe checks'),
    });
  });
});
