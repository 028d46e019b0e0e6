import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aContainer, nameOf, serviceCalls } from '../testing/service-calls.ts';
import { type ContractCloud, idOf, PARENT, startContractCloud } from '../testing/start-contract-cloud.ts';
import type { Service } from '../wire.ts';

let cloud: ContractCloud;
beforeAll(async () => {
  cloud = await startContractCloud();
});
afterAll(() => cloud[Symbol.asyncDispose]());
const { create, read } = serviceCalls(() => cloud);

describe('DeleteService', () => {
  test('behaviour: a deleted service is gone with its processes and its URL', async () => {
    const service = await create('doomed', { invokerIamDisabled: true });
    const running = () => cloud.processes.list().filter(({ name }) => name.startsWith('doomed-'));
    expect(running()).toHaveLength(1);
    const [operation] = await cloud.services.deleteService({ name: nameOf('doomed') });
    const [deleted] = await operation.promise();
    expect((deleted as Service).deleteTime).toBeDefined();
    await expect(read('doomed')).rejects.toMatchObject({ code: status.NOT_FOUND });
    expect(running()).toEqual([]);
    await expect(fetch(String(service.uri))).rejects.toThrow('fetch failed');
  });

  test('validation: a stale etag or validate_only deletes nothing', async () => {
    await create('kept');
    await expect(cloud.services.deleteService({ name: nameOf('kept'), etag: '"old"' })).rejects.toMatchObject({
      code: status.ABORTED,
    });
    await cloud.services.deleteService({ name: nameOf('kept'), validateOnly: true });
    expect((await read('kept')).deleteTime).toBeNull();
  });

  test('behaviour: a service that is on its way out can be read and not changed', async () => {
    const stubborn = { ...aContainer('stubborn') };
    await create('leaving', { template: { containers: [stubborn] } });
    const [operation] = await cloud.services.deleteService({ name: nameOf('leaving') });
    expect(await read('leaving')).toMatchObject({ reconciling: true, deleteTime: { seconds: expect.any(String) } });
    await expect(
      cloud.services.updateService({ service: { name: nameOf('leaving'), template: { containers: [aContainer()] } } }),
    ).rejects.toMatchObject({ code: status.ABORTED, message: expect.stringContaining('it is being deleted') });
    for (const { name, pid } of cloud.processes.list()) if (name.startsWith('leaving-')) process.kill(pid, 'SIGKILL');
    await operation.promise();
    await expect(read('leaving')).rejects.toMatchObject({ code: status.NOT_FOUND });
  });

  test('behaviour: what is not there cannot be deleted', async () => {
    await expect(cloud.services.deleteService({ name: nameOf('nobody') })).rejects.toMatchObject({
      code: status.NOT_FOUND,
    });
  });

  test('behaviour: a service that is still rolling out goes at once, with its process', async () => {
    const waiting = { ...aContainer(), startupProbe: { ...aContainer().startupProbe, initialDelaySeconds: 60 } };
    const [rollOut] = await cloud.services.createService({
      parent: PARENT,
      serviceId: idOf('hasty'),
      service: { template: { containers: [waiting] } },
    });
    const [operation] = await cloud.services.deleteService({ name: nameOf('hasty') });
    await operation.promise();
    await expect(rollOut.promise()).rejects.toThrow('There was no available instance.');
    await expect(read('hasty')).rejects.toMatchObject({ code: status.NOT_FOUND });
    expect(cloud.processes.list().filter(({ name }) => name.startsWith('hasty-'))).toEqual([]);
  });
});
