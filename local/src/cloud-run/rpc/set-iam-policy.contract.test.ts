import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nameOf, serviceCalls } from '../testing/service-calls.ts';
import { ACCOUNT, type ContractCloud, startContractCloud } from '../testing/start-contract-cloud.ts';

let cloud: ContractCloud;
beforeAll(async () => {
  cloud = await startContractCloud();
});
afterAll(() => cloud[Symbol.asyncDispose]());
const { create } = serviceCalls(() => cloud);

describe('IAM policies', () => {
  const binding = { role: 'roles/run.invoker', members: [`serviceAccount:${ACCOUNT}`] };

  test('serialisation: a policy reads as it was written, with its etag', async () => {
    await create('iam');
    const resource = nameOf('iam');
    const [empty] = await cloud.services.getIamPolicy({ resource });
    expect(empty.bindings).toEqual([]);
    const [written] = await cloud.services.setIamPolicy({
      resource,
      policy: { bindings: [binding, binding], etag: empty.etag ?? null },
    });
    expect(written.bindings).toMatchObject([binding]);
    expect((await cloud.services.getIamPolicy({ resource }))[0]).toEqual(written);
  });

  test('behaviour: a policy that somebody else changed meanwhile is a conflict', async () => {
    await create('iam-race');
    const resource = nameOf('iam-race');
    const [read] = await cloud.services.getIamPolicy({ resource });
    await cloud.services.setIamPolicy({ resource, policy: { bindings: [binding], etag: read.etag ?? null } });
    await expect(
      cloud.services.setIamPolicy({ resource, policy: { bindings: [], etag: read.etag ?? null } }),
    ).rejects.toMatchObject({ code: status.ABORTED });
  });

  test.each([[{ role: 'invoker', members: ['allUsers'] }], [{ role: 'roles/run.invoker', members: [ACCOUNT] }]])(
    'validation: %o is refused',
    async (bad) => {
      await create('iam-bad').catch(() => undefined);
      await expect(
        cloud.services.setIamPolicy({ resource: nameOf('iam-bad'), policy: { bindings: [bad] } }),
      ).rejects.toMatchObject({ code: status.INVALID_ARGUMENT });
    },
  );

  test('behaviour: permissions are those asked for, and only of Cloud Run', async () => {
    await create('iam-test');
    const resource = nameOf('iam-test');
    const [answer] = await cloud.services.testIamPermissions({ resource, permissions: ['run.services.get'] });
    expect(answer.permissions).toEqual(['run.services.get']);
    await expect(
      cloud.services.testIamPermissions({ resource, permissions: ['storage.objects.get'] }),
    ).rejects.toMatchObject({ code: status.INVALID_ARGUMENT });
  });
});
