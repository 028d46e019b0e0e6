import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aContainer, serviceCalls } from '../testing/service-calls.ts';
import { type ContractCloud, IMAGE, idOf, PARENT, startContractCloud } from '../testing/start-contract-cloud.ts';
import { startTestCloud } from '../testing/start-test-cloud.ts';

let cloud: ContractCloud;
beforeAll(async () => {
  cloud = await startContractCloud();
});
afterAll(() => cloud[Symbol.asyncDispose]());
const { create, update, revisionsOf } = serviceCalls(() => cloud);

describe('Revisions', () => {
  test('serialisation: a revision carries its template and its conditions', async () => {
    const service = await create('rev-read');
    const [revision] = await cloud.revisions.getRevision({ name: service.latestReadyRevision ?? '' });
    expect(revision).toMatchObject({
      name: service.latestReadyRevision,
      service: idOf('rev-read'),
      containers: [{ image: IMAGE }],
      maxInstanceRequestConcurrency: 80,
      reconciling: false,
    });
    expect(revision.conditions?.map(({ type, state }) => [type, state])).toContainEqual([
      'Ready',
      'CONDITION_SUCCEEDED',
    ]);
  });

  test('behaviour: only a retired revision can be deleted, and the newest come first', async () => {
    await create('rev-delete');
    await update('rev-delete', { template: { containers: [aContainer()], maxInstanceRequestConcurrency: 3 } });
    const [newest, oldest] = await revisionsOf('rev-delete');
    expect(newest?.name).toMatch(/-00002-/);
    await expect(cloud.revisions.deleteRevision({ name: newest?.name ?? '' })).rejects.toMatchObject({
      code: status.FAILED_PRECONDITION,
    });
    const [operation] = await cloud.revisions.deleteRevision({ name: oldest?.name ?? '' });
    await operation.promise();
    expect((await revisionsOf('rev-delete')).map(({ name }) => name)).toEqual([newest?.name]);
    await expect(cloud.revisions.getRevision({ name: oldest?.name ?? '' })).rejects.toMatchObject({
      code: status.NOT_FOUND,
    });
  });

  test('behaviour: the wildcard lists those of every service', async () => {
    const [revisions] = await cloud.revisions.listRevisions({ parent: `${PARENT}/services/-` });
    expect(new Set(revisions.map(({ service }) => service))).toContain(idOf('rev-delete'));
  });

  test('validation: a malformed name is refused', async () => {
    await expect(cloud.revisions.getRevision({ name: 'zoo-00001' })).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
    });
  });
});

test('a project without the API enabled is told so', async () => {
  await using closed = await startTestCloud({ isApiEnabled: () => false });
  await expect(closed.services.listServices({ parent: PARENT })).rejects.toMatchObject({
    code: status.PERMISSION_DENIED,
    message: expect.stringContaining('Cloud Run Admin API has not been used in project demo-zoo'),
  });
});
