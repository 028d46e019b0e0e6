import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aTemplate, serviceCalls } from '../testing/service-calls.ts';
import { type ContractCloud, idOf, PARENT, startContractCloud } from '../testing/start-contract-cloud.ts';

let cloud: ContractCloud;
beforeAll(async () => {
  cloud = await startContractCloud();
});
afterAll(() => cloud[Symbol.asyncDispose]());
const { read } = serviceCalls(() => cloud);

describe('GetService and ListServices', () => {
  test('serialisation: pages follow each other', async () => {
    const parent = PARENT.replace(/[^/]+$/, 'europe-west4');
    for (const serviceId of ['a', 'b', 'c']) {
      const [operation] = await cloud.services.createService({
        parent,
        serviceId,
        service: { template: aTemplate() },
      });
      await operation.promise();
    }
    const [page, , response] = await cloud.services.listServices({ parent, pageSize: 2 }, { autoPaginate: false });
    expect(page.map(({ name }) => name?.split('/').at(-1))).toEqual(['a', 'b']);
    const [rest] = await cloud.services.listServices(
      { parent, pageSize: 2, pageToken: response?.nextPageToken ?? '' },
      { autoPaginate: false },
    );
    expect(rest.map(({ name }) => name?.split('/').at(-1))).toEqual(['c']);
  });

  test('validation: the wildcard is no location, and a malformed name is refused', async () => {
    await expect(cloud.services.listServices({ parent: PARENT.replace(/[^/]+$/, '-') })).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
    });
    await expect(cloud.services.listServices({ parent: PARENT, pageToken: 'x' })).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
    });
    await expect(cloud.services.getService({ name: 'services/zoo' })).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
    });
  });

  test('behaviour: what is not there is not found, in Cloud Run words', async () => {
    await expect(read('nobody')).rejects.toMatchObject({
      code: status.NOT_FOUND,
      message: expect.stringContaining(
        `Resource '${idOf('nobody')}' of kind 'SERVICE' in region '${PARENT.split('/').at(-1)}'`,
      ),
    });
  });
});
