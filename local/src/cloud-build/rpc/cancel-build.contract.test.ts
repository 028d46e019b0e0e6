import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  type ContractCloud,
  IMAGE,
  PARENT,
  PROJECT,
  startBuild,
  startContractCloud,
  waitForBuild,
} from '../start-contract-cloud.ts';

let cloud: ContractCloud;
beforeAll(async () => {
  cloud = await startContractCloud();
});
afterAll(() => cloud[Symbol.asyncDispose]());

/** A docker build that sits in a RUN, with a child in the background. */
async function startStuckBuild() {
  const source = await cloud.upload({
    Dockerfile: `FROM node:24\nRUN sleep 300 & echo "pid $!" && sleep 300 # ${Math.random()}\n`,
  });
  const id = await startBuild(cloud, {
    source,
    steps: [{ name: 'gcr.io/cloud-builders/docker', args: ['build', '-t', `${IMAGE}:x`, '.'] }],
  });
  const pid = await vi.waitFor(
    async () => {
      const [, text] = /pid (\d+)\n/.exec(await cloud.log(id)) ?? [];
      expect(text).toBeDefined();
      return Number(text);
    },
    { timeout: 10_000 },
  );
  return { id, pid };
}

test('a build cancelled in the middle of a RUN ends as CANCELLED and leaves no process', async () => {
  const { id, pid } = await startStuckBuild();
  const [cancelled] = await cloud.client.cancelBuild({ name: `${PARENT}/builds/${id}`, projectId: PROJECT, id });
  expect(cancelled).toMatchObject({ status: 'CANCELLED', statusDetail: 'Build cancelled.' });
  expect(cancelled.finishTime).not.toBeNull();
  expect(cloud.processes.list()).toEqual([]);
  // Dead at once; a dead orphan keeps its number until the machine's first process has taken its leave of it.
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), { timeout: 10_000 });
});

test('a build is cancelled by its operation too', async () => {
  const { id } = await startStuckBuild();
  const name = `${PARENT}/operations/${id}`;
  const operation = await cloud.client.checkCreateBuildProgress(name);
  await operation.cancel();
  expect((await waitForBuild(cloud, id)).status).toBe('CANCELLED');
  await expect(operation.promise()).rejects.toMatchObject({ code: 1 });
});

test('a build that has ended stays as it is', async () => {
  const id = await startBuild(cloud, { steps: [{ name: 'ubuntu', script: 'true' }] });
  await waitForBuild(cloud, id);
  const [same] = await cloud.client.cancelBuild({ name: `${PARENT}/builds/${id}` });
  expect(same.status).toBe('SUCCESS');
});

test.each([
  [{ name: `${PARENT}/builds/nope` }, 5],
  [{ projectId: PROJECT, id: '../../../etc/passwd' }, 5],
  [{ projectId: PROJECT }, 3],
  [{ projectId: 'other', id: 'x' }, 7],
])('%j is refused', async (request, code) => {
  await expect(cloud.client.cancelBuild(request)).rejects.toMatchObject({ code });
});
