import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type ContractCloud,
  PARENT,
  PROJECT,
  startBuild,
  startContractCloud,
  tagOf,
  waitForBuild,
} from '../start-contract-cloud.ts';

const STEPS = [{ name: 'ubuntu', script: 'true' }];
let folder: string;
let cloud: ContractCloud;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-read-builds-'));
  cloud = await startContractCloud({ folder });
});
afterAll(async () => {
  await cloud[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

describe('getBuild', () => {
  test('gives strings where the operation gives numbers', async () => {
    const id = await startBuild(cloud, { steps: STEPS });
    const build = await waitForBuild(cloud, id);
    expect(build).toMatchObject({
      status: 'SUCCESS',
      createTime: { seconds: expect.stringMatching(/^\d+$/) },
      timeout: { seconds: '3600' },
    });
  });

  test('finds a global build by project and id, and not by a location', async () => {
    const [operation] = await cloud.client.createBuild({ projectId: PROJECT, build: { steps: STEPS } });
    const [{ id = '' }] = await operation.promise();
    const [build] = await cloud.client.getBuild({ projectId: PROJECT, id });
    expect(build.name).toBe(`projects/${PROJECT}/builds/${id}`);
    await expect(cloud.client.getBuild({ name: `${PARENT}/builds/${id}` })).rejects.toMatchObject({ code: 5 });
  });

  test.each([
    [{ name: `${PARENT}/builds/nope`, projectId: PROJECT, id: 'nope' }, 5],
    [{ projectId: PROJECT }, 3],
    [{ name: 'nonsense', projectId: PROJECT, id: 'x' }, 3],
  ])('%j is refused', async (request, code) => {
    await expect(cloud.client.getBuild(request)).rejects.toMatchObject({ code });
  });
});

describe('listBuilds', () => {
  test('finds builds by tag, newest first, page by page', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 3; index += 1) {
      const id = await startBuild(cloud, { steps: STEPS, tags: [tagOf('listed'), `n-${index}`] });
      await waitForBuild(cloud, id);
      ids.unshift(id);
    }
    const list = async (filter: string) => {
      const [builds] = await cloud.client.listBuilds({ parent: PARENT, projectId: PROJECT, filter });
      return builds.map(({ id }) => id);
    };
    expect(await list(`tags="${tagOf('listed')}"`)).toEqual(ids);
    expect(await list(`tags="${tagOf('listed')}" AND tags="n-1" AND status="SUCCESS"`)).toEqual([ids[1]]);
    expect(await list(`tags="${tagOf('listed')}" AND status="FAILURE"`)).toEqual([]);

    const page = async (pageToken: string) => {
      const request = {
        parent: PARENT,
        projectId: PROJECT,
        filter: `tags="${tagOf('listed')}"`,
        pageSize: 2,
        pageToken,
      };
      const [builds, , response] = await cloud.client.listBuilds(request, { autoPaginate: false });
      return { ids: builds.map(({ id }) => id), next: (response as { nextPageToken?: string }).nextPageToken ?? '' };
    };
    const first = await page('');
    expect(first.ids).toEqual(ids.slice(0, 2));
    expect(await page(first.next)).toEqual({ ids: ids.slice(2), next: '' });
  });

  test.each(['colour="red"', 'tags'])('the filter %s is INVALID_ARGUMENT', async (filter) => {
    await expect(cloud.client.listBuilds({ parent: PARENT, projectId: PROJECT, filter })).rejects.toMatchObject({
      code: 3,
    });
  });
});

describe('retryBuild', () => {
  test('makes a new build of the same request', async () => {
    const old = await startBuild(cloud, {
      steps: [{ name: 'bash', args: ['-c', 'echo $$HOME $_X'] }],
      substitutions: { _X: '1' },
      tags: ['again'],
    });
    await waitForBuild(cloud, old);
    const [operation] = await cloud.client.retryBuild({ name: `${PARENT}/builds/${old}` });
    const [again] = await operation.promise();
    expect(again.id).not.toBe(old);
    expect(again).toMatchObject({ status: 3, tags: ['again'], steps: [{ args: ['-c', 'echo $HOME 1'] }] });
  });

  test('of a build that is not there is NOT_FOUND', async () => {
    await expect(cloud.client.retryBuild({ name: `${PARENT}/builds/nope` })).rejects.toMatchObject({ code: 5 });
  });
});

test('getDefaultServiceAccount names the account', async () => {
  const [account] = await cloud.client.getDefaultServiceAccount({ name: `${PARENT}/defaultServiceAccount` });
  expect(account.serviceAccountEmail).toContain('gserviceaccount.com');
});

test('after a restart builds are known, and one that was running has failed with the reason', async () => {
  const id = await startBuild(cloud, { steps: STEPS });
  await waitForBuild(cloud, id);
  await cloud[Symbol.asyncDispose]();
  const file = join(folder, 'cloud-build/builds', `${id}.json`);
  const stored = JSON.parse(await readFile(file, 'utf8')) as object;
  await writeFile(
    file.replace(id, 'killed'),
    JSON.stringify({ ...stored, id: 'killed', name: `${PARENT}/builds/killed`, status: 'WORKING' }),
  );

  cloud = await startContractCloud({ folder });
  const [kept] = await cloud.client.getBuild({ name: `${PARENT}/builds/${id}` });
  const [killed] = await cloud.client.getBuild({ name: `${PARENT}/builds/killed` });
  expect(kept.status).toBe('SUCCESS');
  expect(killed).toMatchObject({
    status: 'INTERNAL_ERROR',
    statusDetail: 'The local twin stopped while this build was running.',
  });
  const operation = await cloud.client.checkCreateBuildProgress(`${PARENT}/operations/killed`);
  await expect(operation.promise()).rejects.toMatchObject({ code: 13 });
});
