import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { aContainer, aTemplate, nameOf, serviceCalls } from '../testing/service-calls.ts';
import { type ContractCloud, IMAGE, idOf, PARENT, startContractCloud } from '../testing/start-contract-cloud.ts';

let cloud: ContractCloud;
beforeAll(async () => {
  cloud = await startContractCloud();
});
afterAll(() => cloud[Symbol.asyncDispose]());
const { create, read, update, revisionsOf, revisionAt } = serviceCalls(() => cloud);

describe('UpdateService', () => {
  test('behaviour: allow_missing creates, and without it a missing service is not found', async () => {
    await expect(update('absent', { template: aTemplate() })).rejects.toMatchObject({
      code: status.NOT_FOUND,
    });
    const service = await update('absent', { template: aTemplate() }, { allowMissing: true });
    expect(service.generation).toBe('1');
  });

  test('behaviour: what was read can be sent back, and makes no new revision', async () => {
    const service = await create('round-trip');
    const again = await update('round-trip', service);
    expect(again.latestCreatedRevision).toBe(service.latestCreatedRevision);
    expect(await revisionsOf('round-trip')).toHaveLength(1);
  });

  test('behaviour: labels of the service make no new revision, another template does', async () => {
    const first = await create('labels');
    const labelled = await update('labels', { ...first, etag: '', labels: { stage: 'blue' } });
    expect(labelled).toMatchObject({ generation: '2', observedGeneration: '2', labels: { stage: 'blue' } });
    expect(labelled.latestReadyRevision).toBe(first.latestReadyRevision);

    const changed = await update('labels', {
      template: { containers: [{ ...aContainer(), env: [{ name: 'GREETING', value: 'hi' }] }] },
    });
    expect(changed.latestReadyRevision).toMatch(/labels-00002-[a-z]{3}$/);
    // Without a mask the whole spec is replaced.
    expect(changed.labels).toEqual({});
  });

  test('behaviour: a mask changes what it names and leaves the rest', async () => {
    await create('masked', { labels: { keep: 'me' } });
    const service = await update(
      'masked',
      { invokerIamDisabled: true },
      { updateMask: { paths: ['invoker_iam_disabled'] } },
    );
    expect(service).toMatchObject({ invokerIamDisabled: true, labels: { keep: 'me' } });
    expect(await revisionsOf('masked')).toHaveLength(1);

    const narrowed = await update(
      'masked',
      { template: { maxInstanceRequestConcurrency: 7 } },
      { updateMask: { paths: ['template.max_instance_request_concurrency'] } },
    );
    expect(narrowed.template).toMatchObject({ maxInstanceRequestConcurrency: 7, containers: [{ image: IMAGE }] });
  });

  test('validation: a mask of no field is refused', async () => {
    await create('bad-mask');
    await expect(update('bad-mask', {}, { updateMask: { paths: ['uid'] } })).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
    });
  });

  test('behaviour: an etag that is not current is a conflict, the current one is not', async () => {
    const first = await create('etag');
    const second = await update('etag', { ...first, description: 'mine' });
    expect(second.etag).not.toBe(first.etag);
    await expect(update('etag', { ...first, description: 'too late' })).rejects.toMatchObject({ code: status.ABORTED });
    expect((await read('etag')).description).toBe('mine');
  });

  test('behaviour: the progress of a roll-out does not change the etag', async () => {
    const [operation] = await cloud.services.createService({
      parent: PARENT,
      serviceId: idOf('steady'),
      service: { template: aTemplate() },
    });
    const early = await read('steady');
    await operation.promise();
    const late = await read('steady');
    expect([early.reconciling, late.reconciling]).toEqual([true, false]);
    expect(late.etag).toBe(early.etag);
  });

  test('behaviour: a revision is named by the template, once', async () => {
    await create('named', { template: { revision: `${idOf('named')}-one`, containers: [aContainer()] } });
    expect((await revisionsOf('named')).map(({ name }) => name)).toEqual([
      `${nameOf('named')}/revisions/${idOf('named')}-one`,
    ]);
    const other = { containers: [aContainer()], revision: `${idOf('named')}-one`, maxInstanceRequestConcurrency: 3 };
    await expect(update('named', { template: other })).rejects.toMatchObject({
      code: status.ALREADY_EXISTS,
      message: expect.stringContaining(`'${idOf('named')}-one' with different configuration already exists`),
    });
  });

  test('behaviour: a revision that never listens fails with its log, and the old one goes on serving', async () => {
    const first = await create('guarded', { invokerIamDisabled: true });
    const second = await update('guarded', {
      invokerIamDisabled: true,
      template: { containers: [aContainer('deaf')] },
    });
    expect(second).toMatchObject({
      reconciling: false,
      generation: '2',
      observedGeneration: '1',
      latestReadyRevision: first.latestReadyRevision,
      terminalCondition: { state: 'CONDITION_FAILED', revisionReason: 'HEALTH_CHECK_CONTAINER_ERROR' },
    });
    // As in Cloud Run, the log is in Logging and not in the message.
    const log = (await cloud.logs.entries(() => true)).map(({ textPayload }) => textPayload ?? '');
    expect(log).toContainEqual(expect.stringContaining('mode deaf of guarded-00002'));
    expect(second.terminalCondition?.message).not.toContain('mode deaf');
    expect(second.latestCreatedRevision).not.toBe(first.latestCreatedRevision);
    expect(await revisionAt(second.uri)).toBe(first.latestReadyRevision?.split('/').at(-1));
    expect(cloud.processes.list().filter(({ name }) => name.startsWith('guarded-00002'))).toEqual([]);
  });

  test('behaviour: traffic goes back to an older revision by name, without a new one', async () => {
    const first = await create('rollback', { invokerIamDisabled: true });
    const revision = first.latestReadyRevision?.split('/').at(-1) ?? '';
    await update('rollback', {
      invokerIamDisabled: true,
      template: { containers: [{ ...aContainer(), env: [{ name: 'GREETING', value: 'two' }] }] },
    });
    const back = await update(
      'rollback',
      { traffic: [{ type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION', revision, percent: 100 }] },
      { updateMask: { paths: ['traffic'] } },
    );
    expect(back.trafficStatuses).toMatchObject([{ revision, percent: 100 }]);
    expect(await revisionsOf('rollback')).toHaveLength(2);
    expect(await revisionAt(back.uri)).toBe(revision);
  });

  test('behaviour: a newer change overtakes one that is still rolling out', async () => {
    const slow = { ...aContainer(), startupProbe: { ...aContainer().startupProbe, initialDelaySeconds: 1 } };
    const [first] = await cloud.services.createService({
      parent: PARENT,
      serviceId: idOf('overtaken'),
      service: { template: { revision: 'overtaken-slow', containers: [slow] } },
    });
    const service = await update('overtaken', {
      invokerIamDisabled: true,
      template: { revision: 'overtaken-fast', containers: [aContainer()] },
    });
    await first.promise();
    expect(service.latestReadyRevision).toBe(`${nameOf('overtaken')}/revisions/overtaken-fast`);
    expect(await revisionAt(service.uri)).toBe('overtaken-fast');
    const left = () =>
      cloud.processes
        .list()
        .map(({ name }) => name)
        .filter((name) => name.startsWith('overtaken-'));
    await vi.waitFor(() => expect(left()).toEqual(['overtaken-fast']), { timeout: 5_000 });
  });

  test('behaviour: a URL that is disabled answers nobody', async () => {
    const service = await create('unlisted', { invokerIamDisabled: true, defaultUriDisabled: true });
    expect((await fetch(String(service.uri))).status).toBe(404);
  });
});
