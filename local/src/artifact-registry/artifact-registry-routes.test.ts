import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { artifactRegistryRoutes } from './artifact-registry-routes.ts';
import { openRepositoryStore } from './repository-store.ts';

const BASE = '/artifactregistry.googleapis.com/v1/projects/demo/locations/europe-west1/repositories';
const IMAGE = 'europe-west1-docker.pkg.dev/demo/repo/agent';
const DIGEST = `sha256:${'a'.repeat(64)}`;

let folder: string;
let app: ReturnType<typeof artifactRegistryRoutes>;
let enabled = true;
let tags: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-registry-'));
  enabled = true;
  tags = [`${IMAGE}:v1`, `${IMAGE}:v2`, 'europe-west1-docker.pkg.dev/demo/repo-other/x:v1'];
  app = artifactRegistryRoutes({
    projectId: 'demo',
    repositories: await openRepositoryStore({ folder }),
    isEnabled: () => enabled,
    images: {
      list: () => Promise.resolve(tags.map((reference) => ({ reference, image }))),
      untag: (reference) => {
        tags = tags.filter((tag) => tag !== reference);
        return Promise.resolve();
      },
    },
  });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const image = {
  digest: DIGEST,
  rootfs: '/nowhere',
  config: { env: {}, entrypoint: [], cmd: [], workdir: '/', user: '', exposedPorts: [], labels: {} },
  ownedPaths: [],
  sizeBytes: 7,
  createdAt: '2026-01-01T00:00:00.000Z',
};
const create = (id: string, body: object = { format: 'DOCKER' }) =>
  app.request(`${BASE}?repositoryId=${id}`, { method: 'POST', body: JSON.stringify(body) });

test('a repository is created once, read, listed and deleted with its tags', async () => {
  const missing = await app.request(`${BASE}/repo`);
  expect(await missing.json()).toEqual({
    error: {
      code: 404,
      message: 'Repository "projects/demo/locations/europe-west1/repositories/repo" not found',
      status: 'NOT_FOUND',
    },
  });
  expect(await (await create('repo')).json()).toMatchObject({ done: true, response: { format: 'DOCKER' } });
  expect((await create('repo')).status).toBe(409);
  expect(await (await app.request(`${BASE}/repo`)).json()).toMatchObject({
    name: 'projects/demo/locations/europe-west1/repositories/repo',
  });
  expect(await (await app.request(BASE)).json()).toMatchObject({ repositories: [{ format: 'DOCKER' }] });
  expect((await app.request(`${BASE}/repo`, { method: 'DELETE' })).status).toBe(200);
  expect(tags).toEqual(['europe-west1-docker.pkg.dev/demo/repo-other/x:v1']);
  expect((await app.request(`${BASE}/repo`)).status).toBe(404);
});

test('images are listed by digest with all their tags', async () => {
  await create('repo');
  const { dockerImages } = (await (await app.request(`${BASE}/repo/dockerImages`)).json()) as {
    dockerImages: object[];
  };
  expect(dockerImages).toEqual([
    expect.objectContaining({ uri: `${IMAGE}@${DIGEST}`, tags: ['v1', 'v2'], imageSizeBytes: '7' }),
  ]);
});

test('a package is all tags of one image name: listed, read, and deleted with them', async () => {
  await create('repo');
  const packages = `${BASE}/repo/packages`;
  const names = async () => (await (await app.request(packages)).json()) as { packages: { name: string }[] };
  const full = 'projects/demo/locations/europe-west1/repositories/repo/packages/agent';
  expect(await names()).toEqual({ packages: [{ name: full }] });
  expect(await (await app.request(`${packages}/agent`)).json()).toEqual({ name: full });
  expect(await (await app.request(`${packages}/agent`, { method: 'DELETE' })).json()).toMatchObject({ done: true });
  expect(tags).toEqual(['europe-west1-docker.pkg.dev/demo/repo-other/x:v1']);
  expect((await app.request(`${packages}/agent`)).status).toBe(404);
  expect((await app.request(`${packages}/agent`, { method: 'DELETE' })).status).toBe(404);
  expect(await names()).toEqual({ packages: [] });
});

test('repositories survive a restart', async () => {
  await create('repo');
  const again = await openRepositoryStore({ folder });
  expect(await again.exists({ projectId: 'demo', location: 'europe-west1', repository: 'repo' })).toBe(true);
});

test.each(['', 'Repo', '../x', '-a', 'a_b'])('the repository id %j is refused', async (id) => {
  expect((await create(encodeURIComponent(id))).status).toBe(400);
});

test('only Docker repositories can be had', async () => {
  expect(await (await create('repo', { format: 'NPM' })).json()).toMatchObject({
    error: { status: 'INVALID_ARGUMENT' },
  });
});

test('another project is out of reach, and so is an API that is not enabled', async () => {
  expect((await app.request(BASE.replace('demo', 'other'))).status).toBe(403);
  enabled = false;
  expect(await (await app.request(BASE)).json()).toMatchObject({
    error: {
      code: 403,
      message: expect.stringContaining(
        'Artifact Registry API has not been used in project demo before or it is disabled',
      ),
    },
  });
});
