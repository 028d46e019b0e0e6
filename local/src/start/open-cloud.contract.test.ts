import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { CloudBuildClient } from '@google-cloud/cloudbuild';
import { ServicesClient } from '@google-cloud/run';
import * as gax from 'google-gax';
import { create } from 'tar';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createProcesses } from '../processes/processes.ts';
import { openCloud } from './open-cloud.ts';
import { choosePorts } from './ports.ts';
import type { RunContext } from './run-context.ts';
import { type TwinPart, twinPart } from './twin-part.ts';

/** The calls here are those that the functions make, in their order and through the same clients. */
const PROJECT = 'demo-zoo';
const PLACE = { projectId: PROJECT, parent: `projects/${PROJECT}/locations/europe-west1` };
const BUCKET = 'demo-zoo-builds';
const IMAGE = `europe-west1-docker.pkg.dev/${PROJECT}/zoo/agent`;
const SERVICE = `${PLACE.parent}/services/agent`;

const DOCKERFILE = `FROM node:24-slim
WORKDIR /app
COPY server.mjs .
RUN node --check server.mjs && echo checked && printf 'notes:' > notes
ENV NOTES=/app/notes
USER node
CMD ["node", "server.mjs"]
`;
const SERVER = `import { appendFileSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
console.log('the agent is up');
createServer((request, response) => {
  if (request.url === '/note') appendFileSync(process.env.NOTES, 'x');
  response.end(request.url === '/note' ? readFileSync(process.env.NOTES) : 'revision ' + process.env.K_REVISION);
}).listen(process.env.PORT, '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
`;

interface Storage {
  bucket(name: string): {
    exists(): Promise<[boolean]>;
    create(options: object): Promise<unknown>;
    file(name: string): {
      save(data: Buffer, options: object): Promise<unknown>;
      download(options: object): Promise<[Buffer]>;
    };
  };
}
/** Of the very version that the functions use. */
const { Storage } = createRequire(new URL('../../../functions/package.json', import.meta.url))(
  '@google-cloud/storage',
) as { Storage: new (options: object) => Storage };

let context: RunContext;
let twin: TwinPart;
let builds: CloudBuildClient;
let services: ServicesClient;
let storage: Storage;
const events: { readonly topic: string; readonly attributes?: Readonly<Record<string, string>> }[] = [];

async function open(stateFolder: string): Promise<void> {
  context = {
    repoRoot: stateFolder,
    stateFolder,
    env: { variables: {}, settings: { PATH: '' } },
    projectId: PROJECT,
    gpuQuota: 3,
    metricTiming: { periodSeconds: 1, lagSeconds: 0 },
    processes: await createProcesses(),
    ports: await choosePorts('auto'),
    openLog: () => ({ file: '', write: () => undefined, lastLines: () => '' }),
    say: () => undefined,
    fail: () => undefined,
  };
  const ollama = { version: 'none', install: () => Promise.resolve() };
  const topics = {
    publish: (event: (typeof events)[number]) => {
      events.push(event);
      return Promise.resolve();
    },
  };
  twin = twinPart(context, {
    open: () => openCloud({ context, ollama, topics, firestoreHost: '127.0.0.1:9' }),
    triggers: [],
  });
  await twin.start();
  await twin.cloud().resume();
  const options = {
    servicePath: '127.0.0.1',
    port: context.ports.grpc,
    sslCreds: gax.grpc.credentials.createInsecure(),
    authClient: new gax.googleAuthLibrary.PassThroughClient(),
  };
  builds = new CloudBuildClient(options);
  services = new ServicesClient(options);
  vi.stubEnv('STORAGE_EMULATOR_HOST', `http://127.0.0.1:${context.ports.twin}`);
  storage = new Storage({ projectId: PROJECT });
}

async function close(): Promise<void> {
  await builds.close();
  await services.close();
  await twin.stop();
  const left = context.processes.list().map(({ name }) => name);
  await context.processes[Symbol.asyncDispose]();
  expect(left).toEqual([]);
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-twin-'));
  await open(join(folder, 'state'));
});
beforeEach(() => {
  events.length = 0;
});
afterAll(async () => {
  await close();
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

async function rest(method: 'GET' | 'POST', path: string, body?: object) {
  const response = await fetch(`http://127.0.0.1:${context.ports.twin}${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function upload(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const source = join(folder, name);
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(source, file)), { recursive: true });
    await writeFile(join(source, file), content);
  }
  const archive = await buffer(create({ cwd: source, gzip: true, portable: true }, Object.keys(files)));
  const object = `source/${name}.tgz`;
  const options = { contentType: 'application/gzip', resumable: false, preconditionOpts: { ifGenerationMatch: 0 } };
  await storage.bucket(BUCKET).file(object).save(archive, options);
  return object;
}

async function startBuild(object: string, tag: string): Promise<void> {
  await builds.createBuild({
    ...PLACE,
    build: {
      source: { storageSource: { bucket: BUCKET, object } },
      steps: [{ id: 'build', name: 'gcr.io/cloud-builders/docker', args: ['build', '-t', `${IMAGE}:${tag}`, '.'] }],
      images: [`${IMAGE}:${tag}`],
      tags: ['proving-ground', tag],
      timeout: { seconds: 1_800 },
      serviceAccount: `projects/${PROJECT}/serviceAccounts/builder@${PROJECT}.iam.gserviceaccount.com`,
      logsBucket: `gs://${BUCKET}`,
      options: { logging: 'GCS_ONLY', logStreamingOption: 'STREAM_ON', machineType: 'E2_HIGHCPU_8' },
    },
  });
}

async function findBuild(tag: string) {
  const [[build]] = await builds.listBuilds({ ...PLACE, filter: `tags="${tag}"` });
  if (!build) throw new Error(`There is no build with the tag ${tag}.`);
  return build;
}

const ended = async (tag: string) =>
  await vi.waitFor(
    async () => {
      const build = await findBuild(tag);
      expect(['QUEUED', 'WORKING']).not.toContain(build.status);
      return build;
    },
    { timeout: 30_000 },
  );

/** Empty while the build has not written yet, or nothing after `start`. */
async function readLog(buildId: string, start: number): Promise<string> {
  const file = storage.bucket(BUCKET).file(`log-${buildId}.txt`);
  try {
    return (await file.download({ start, end: start + 262_143, validation: false }))[0].toString('utf8');
  } catch (error) {
    const { code } = error as { readonly code?: number };
    if (code === 404 || code === 416) return '';
    throw error;
  }
}

/** Deploys the image and waits as the functions do: by reading the service. */
async function deploy(image: string, revision: string, more: object = {}) {
  await services.updateService({
    allowMissing: true,
    service: {
      name: SERVICE,
      labels: { 'managed-by': 'proving-ground' },
      template: {
        revision,
        containers: [
          {
            image,
            resources: { limits: { cpu: '2', memory: '4Gi' }, cpuIdle: true },
            startupProbe: { httpGet: { path: '/' }, periodSeconds: 1, failureThreshold: 10 },
          },
        ],
      },
      ...more,
    },
  });
  return await vi.waitFor(
    async () => {
      const [service] = await services.getService({ name: SERVICE });
      expect(service.reconciling).toBe(false);
      return service;
    },
    { timeout: 30_000 },
  );
}

const identityToken = async (audience: string) => {
  const { GCE_METADATA_HOST: host } = twin.cloud().functionsIdentity;
  const path = `/computeMetadata/v1/instance/service-accounts/default/identity?audience=${audience}`;
  return await (await fetch(`http://${host}${path}`, { headers: { 'Metadata-Flavor': 'Google' } })).text();
};

test('the project is set up: APIs, repository, bucket', async () => {
  const apis = ['run.googleapis.com', 'cloudbuild.googleapis.com', 'artifactregistry.googleapis.com'];
  const usage = `/serviceusage.googleapis.com/v1/projects/${PROJECT}/services`;
  expect((await rest('POST', `${usage}:batchEnable`, { serviceIds: apis })).status).toBe(200);
  const names = apis.map((api) => `names=projects/${PROJECT}/services/${api}`).join('&');
  const { body } = await rest('GET', `${usage}:batchGet?${names}`);
  expect(body['services']).toMatchObject(apis.map(() => ({ state: 'ENABLED' })));

  const repositories = `/artifactregistry.googleapis.com/v1/${PLACE.parent}/repositories`;
  expect((await rest('GET', `${repositories}/zoo`)).status).toBe(404);
  expect((await rest('POST', `${repositories}?repositoryId=zoo`, { format: 'DOCKER' })).status).toBe(200);
  expect((await rest('POST', `${repositories}?repositoryId=zoo`, { format: 'DOCKER' })).status).toBe(409);

  expect(await storage.bucket(BUCKET).exists()).toEqual([false]);
  await storage.bucket(BUCKET).create({ location: 'europe-west1' });
});

test('the log of a build is read while it runs, its steps say nothing until it ends, and it can be cancelled', async () => {
  const object = await upload('endless', { Dockerfile: 'FROM node:24\nRUN echo holding; sleep 300\n' });
  await startBuild(object, 'endless');
  const id = String((await findBuild('endless')).id);
  await vi.waitFor(async () => expect(await readLog(id, 0)).toContain('holding\n'), { timeout: 10_000 });
  const working = await findBuild('endless');
  expect(working.status).toBe('WORKING');
  expect(working.steps?.map(({ status }) => status)).toEqual(['STATUS_UNKNOWN']);
  await builds.cancelBuild({ name: `${PLACE.parent}/builds/${id}`, projectId: PROJECT, id });
  expect((await ended('endless')).status).toBe('CANCELLED');
  expect(context.processes.list()).toEqual([]);
  expect(events.map(({ attributes }) => attributes?.['status'])).toEqual(['QUEUED', 'WORKING', 'CANCELLED']);
});

test('an image is built, deployed by its digest to a private service, called by who may, and read by its log', async () => {
  await startBuild(await upload('agent', { Dockerfile: DOCKERFILE, 'server.mjs': SERVER }), 'first');
  const build = await ended('first');
  expect(build.status).toBe('SUCCESS');
  const digest = build.results?.images?.[0]?.digest ?? '';
  expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);

  const service = await deploy(`${IMAGE}@${digest}`, 'agent-one');
  expect(service).toMatchObject({
    latestReadyRevision: `${SERVICE}/revisions/agent-one`,
    terminalCondition: { state: 'CONDITION_SUCCEEDED' },
    labels: { 'managed-by': 'proving-ground' },
  });
  const url = String(service.uri);
  const authorization = `Bearer ${await identityToken(url)}`;
  expect((await fetch(url)).status).toBe(403);
  expect((await fetch(url, { headers: { authorization } })).status).toBe(403);

  const [policy] = await services.getIamPolicy({ resource: SERVICE });
  const member = `serviceAccount:proving-ground-functions@${PROJECT}.iam.gserviceaccount.com`;
  await services.setIamPolicy({
    resource: SERVICE,
    policy: { ...policy, bindings: [{ role: 'roles/run.invoker', members: [member] }] },
  });
  expect(await (await fetch(url, { headers: { authorization } })).text()).toBe('revision agent-one');

  const filter = [
    'resource.type="cloud_run_revision"',
    'resource.labels.service_name="agent"',
    'resource.labels.revision_name="agent-one"',
  ].join(' AND ');
  const { body } = await rest('POST', '/logging.googleapis.com/v2/entries:list', {
    resourceNames: [`projects/${PROJECT}`],
    filter,
    orderBy: 'timestamp desc',
    pageSize: 50,
  });
  const entries = body['entries'] as readonly { readonly textPayload?: string; readonly httpRequest?: object }[];
  expect(entries.map(({ textPayload }) => textPayload)).toContain('the agent is up');
  expect(entries.flatMap(({ httpRequest }) => httpRequest ?? [])).toMatchObject([
    { status: 200 },
    { status: 403 },
    { status: 403 },
  ]);
});

const requestsOf = async (service: string): Promise<number> => {
  const query = new URLSearchParams({
    filter: `metric.type="run.googleapis.com/request_count" AND resource.labels.service_name="${service}"`,
    'interval.startTime': new Date(Date.now() - 600_000).toISOString(),
    'interval.endTime': new Date().toISOString(),
  });
  const { body } = await rest(
    'GET',
    `/monitoring.googleapis.com/v3/projects/${PROJECT}/timeSeries?${query.toString()}`,
  );
  const series = (body['timeSeries'] ?? []) as readonly {
    readonly points: readonly { readonly value: { readonly int64Value: string } }[];
  }[];
  return series.flatMap(({ points }) => points).reduce((sum, { value }) => sum + Number(value.int64Value), 0);
};

test('its metrics are read: the one request that reached it, and not those that were refused', async () => {
  await vi.waitFor(async () => expect(await requestsOf('agent')).toBe(1), { timeout: 10_000, interval: 200 });
});

test('a candidate answers at the URL of its tag and takes no traffic, and traffic goes where it is sent', async () => {
  const [before] = await services.getService({ name: SERVICE });
  const image = String(before.template?.containers?.[0]?.image);
  const one = { type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION', revision: 'agent-one' } as const;
  const two = { type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION', revision: 'agent-two' } as const;
  const traffic = [
    { ...one, percent: 100 },
    { ...two, tag: 'candidate' },
  ];
  const service = await deploy(image, 'agent-two', { traffic, etag: String(before.etag) });
  const tagUrl = String(service.trafficStatuses?.find(({ tag }) => tag === 'candidate')?.uri);
  const call = async (url: string) => {
    const authorization = `Bearer ${await identityToken(String(service.uri))}`;
    return await (await fetch(url, { headers: { authorization } })).text();
  };
  expect(await call(tagUrl)).toBe('revision agent-two');
  expect(await call(String(service.uri))).toBe('revision agent-one');
  await expect(deploy(image, 'agent-three', { etag: String(before.etag) })).rejects.toMatchObject({ code: 10 });

  await deploy(image, 'agent-two', { traffic: [{ ...two, percent: 100 }] });
  expect(await call(String(service.uri))).toBe('revision agent-two');
});

test('what an instance writes is its own: neither the next one nor the image sees it', async () => {
  const [{ uri }] = await services.getService({ name: SERVICE });
  const authorization = `Bearer ${await identityToken(String(uri))}`;
  const note = async () => await (await fetch(`${uri}/note`, { headers: { authorization } })).text();
  expect([await note(), await note()]).toEqual(['notes:x', 'notes:xx']);
  for (const { pid } of context.processes.list()) process.kill(pid, 'SIGKILL');
  await vi.waitFor(() => expect(context.processes.list()).toEqual([]));
  expect(await note()).toBe('notes:x');
  const containers = join(context.stateFolder, 'cloud/containers');
  await vi.waitFor(async () => expect(await readdir(containers)).toHaveLength(1));
});

test('after a restart everything is where it was, and an unchanged source is built from the cache', async () => {
  const [{ uri }] = await services.getService({ name: SERVICE });
  const before = await findBuild('first');
  await close();
  await open(join(folder, 'state'));

  const authorization = `Bearer ${await identityToken(String(uri))}`;
  expect(await (await fetch(String(uri), { headers: { authorization } })).text()).toBe('revision agent-two');
  expect((await findBuild('first')).status).toBe('SUCCESS');
  expect(await requestsOf('agent')).toBeGreaterThanOrEqual(1);

  await startBuild('source/agent.tgz', 'second');
  const build = await ended('second');
  expect(build.results?.images?.[0]?.digest).toBe(before.results?.images?.[0]?.digest);
  const log = await readLog(String(build.id), 0);
  expect(log).toContain('Using cache');
  expect(log).not.toContain('Running in');
});

test('what the twin does not have is said to be so, and pages of the web are kept out', async () => {
  expect(await rest('GET', `/secretmanager.googleapis.com/v1/projects/${PROJECT}/secrets`)).toMatchObject({
    status: 501,
    body: { error: { status: 'UNIMPLEMENTED', message: expect.stringContaining('docs/local-twin.md') } },
  });
  const page = await fetch(`http://127.0.0.1:${context.ports.twin}/b`, { headers: { origin: 'https://example.com' } });
  expect(page.status).toBe(403);
});
