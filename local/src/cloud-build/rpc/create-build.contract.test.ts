import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  BUCKET,
  type ContractCloud,
  IMAGE,
  PARENT,
  PROJECT,
  REPOSITORY,
  startBuild,
  startContractCloud,
  waitForBuild,
} from '../start-contract-cloud.ts';
import { startTestCloud } from '../start-test-cloud.ts';

const DOCKER = 'gcr.io/cloud-builders/docker';
let cloud: ContractCloud;
beforeAll(async () => {
  cloud = await startContractCloud();
});
afterAll(() => cloud[Symbol.asyncDispose]());

const run = async (build: object) => await waitForBuild(cloud, await startBuild(cloud, build));
const script = (text: string, more: object = {}) => ({ name: 'ubuntu', script: text, ...more });

describe('serialisation', () => {
  test('a regional operation carries the queued build as raw protobuf', async () => {
    const [operation] = await cloud.client.createBuild({
      parent: PARENT,
      projectId: PROJECT,
      build: { steps: [script('true')], timeout: { seconds: 90 }, tags: ['t'], logsBucket: BUCKET },
    });
    expect(operation.name).toMatch(new RegExp(`^${PARENT}/operations/[0-9a-f-]{36}$`));
    expect(operation.metadata).toMatchObject({
      build: { status: 1, projectId: PROJECT, timeout: { seconds: expect.anything() } },
    });
    const [result] = await operation.promise();
    expect(result).toMatchObject({ status: 3, tags: ['t'] });
  });

  test('a global operation is named by the encoded id', async () => {
    const [operation] = await cloud.client.createBuild({ projectId: PROJECT, build: { steps: [script('true')] } });
    expect(operation.name).toMatch(/^operations\/build\/demo\/[A-Za-z0-9+/=]+$/);
    const [result] = await operation.promise();
    expect(result.name).toMatch(/^projects\/demo\/builds\//);
    expect(result.logsBucket).toBe('gs://demo.cloudbuild-logs.googleusercontent.com');
  });

  test('the messages of cloud-builds are the build as REST spells it', async () => {
    const build = await run({ steps: [script('true', { id: 's' })], timeout: { seconds: 90 } });
    const of = () => cloud.events.filter(({ attributes }) => attributes.buildId === build.id);
    await vi.waitFor(() =>
      expect(of().map(({ attributes }) => attributes.status)).toEqual(['QUEUED', 'WORKING', 'SUCCESS']),
    );
    expect(of()[2]).toMatchObject({
      topic: 'cloud-builds',
      data: {
        status: 'SUCCESS',
        timeout: '90s',
        createTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        steps: [{ id: 's', status: 'SUCCESS' }],
      },
    });
  });
});

describe('validation', () => {
  test.each([
    [{}, 'invalid .steps field: at least one step'],
    [{ steps: [{ args: ['x'] }] }, 'build step 0 must specify a name'],
    [{ steps: [{ name: 'a', waitFor: ['x'] }] }, 'waits for "x"'],
    [{ steps: [{ name: 'a' }], tags: ['not ok'] }, 'invalid .tags field'],
    [{ steps: [{ name: 'a', args: ['$_X'] }] }, 'key in the template "_X" is not matched'],
    [
      { steps: [{ name: 'a' }], source: { storageSource: { bucket: 'no-such-bucket', object: 'x.tgz' } } },
      '"no-such-bucket" does not exist',
    ],
    [{ steps: [{ name: 'a' }], logsBucket: 'gs://no-such-bucket' }, 'invalid .logs_bucket field'],
    [
      { steps: [{ name: 'a' }], serviceAccount: `projects/${PROJECT}/serviceAccounts/a@b`, logsBucket: '' },
      'must either (a) specify',
    ],
    [{ steps: [{ name: 'a' }], images: ['x/../y'] }, 'invalid .images field'],
  ])('%j is INVALID_ARGUMENT', async (build, message) => {
    await expect(startBuild(cloud, build)).rejects.toMatchObject({
      code: 3,
      details: expect.stringContaining(message),
    });
  });

  test('a missing build, a wrong project and a broken parent are refused', async () => {
    const create = (request: object) => cloud.client.createBuild(request);
    await expect(create({ parent: PARENT, projectId: PROJECT })).rejects.toMatchObject({ code: 3 });
    await expect(create({ parent: 'nonsense', build: {} })).rejects.toMatchObject({ code: 3 });
    await expect(create({ projectId: 'other', build: {} })).rejects.toMatchObject({ code: 7 });
    await expect(create({ parent: PARENT, projectId: 'other', build: {} })).rejects.toMatchObject({ code: 3 });
  });

  test('a project that has not enabled the API is told how', async () => {
    await using closed = await startTestCloud({ isEnabled: () => false });
    await expect(startBuild(closed, { steps: [script('true')] })).rejects.toMatchObject({
      code: 7,
      details: expect.stringContaining('Cloud Build API has not been used in project demo before or it is disabled'),
    });
  });
});

describe('a docker build', () => {
  const image = `${IMAGE}:v1`;
  const build = (source: object, more: object = {}) => ({
    source,
    steps: [{ id: 'build', name: DOCKER, args: ['build', '-t', image, '.'] }],
    images: [image],
    ...more,
  });

  test('is pushed under its digest, and its log names every step', async () => {
    const source = await cloud.upload({
      Dockerfile: 'FROM node:24\nCOPY x /app/x\nRUN echo hello\nCMD ["node"]\n',
      x: '1',
    });
    const done = await run(build(source));
    expect(done).toMatchObject({
      status: 'SUCCESS',
      steps: [{ status: 'SUCCESS', exitCode: 0 }],
      results: { images: [{ name: image, digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) }] },
      sourceProvenance: { resolvedStorageSource: { bucket: BUCKET } },
    });
    expect(Object.keys(done.timing ?? {})).toEqual(expect.arrayContaining(['FETCHSOURCE', 'BUILD', 'PUSH']));
    const digest = done.results?.images?.[0]?.digest;
    expect((await cloud.images.resolve(`${IMAGE}@${digest}`))?.digest).toBe(digest);
    const log = await cloud.log(done.id ?? '');
    for (const line of [
      'FETCHSOURCE\n',
      'Step 3/4 : RUN echo hello\n',
      '\nhello\n',
      `Successfully tagged ${image}\n`,
      'PUSH\n',
      'DONE\n',
    ]) {
      expect(log).toContain(line);
    }
  });

  test('fails with the line of the Dockerfile', async () => {
    const source = await cloud.upload({ Dockerfile: 'FROM node:24\n\nRUN echo why >&2; exit 3\n' });
    const done = await run(build(source));
    expect(done).toMatchObject({
      status: 'FAILURE',
      steps: [{ status: 'FAILURE', exitCode: 1 }],
      failureInfo: { type: 'USER_BUILD_STEP' },
    });
    expect(done.failureInfo?.detail).toContain('Dockerfile:3: ');
    expect(done.statusDetail).toContain('build step 0 "gcr.io/cloud-builders/docker" failed');
    expect(await cloud.log(done.id ?? '')).toContain('why\n');
  });

  test.each([
    ['COPY ../../etc/passwd /x', 'forbidden path outside the build context'],
    ['FROM alpine', 'base image alpine is not available in the local twin'],
  ])('refuses %s', async (line, message) => {
    const done = await run(build(await cloud.upload({ Dockerfile: `FROM node:24\n${line}\n` })));
    expect(done.failureInfo?.detail).toContain(message);
  });

  test('cannot be pushed to a repository that is not there', async () => {
    const elsewhere = image.replace(`/${REPOSITORY}/`, '/missing/');
    const source = await cloud.upload({ Dockerfile: 'FROM node:24\n' });
    const done = await run(
      build(source, { steps: [{ name: DOCKER, args: ['build', '-t', elsewhere, '.'] }], images: [elsewhere] }),
    );
    expect(done).toMatchObject({ status: 'FAILURE', failureInfo: { type: 'PUSH_NOT_AUTHORIZED' } });
    expect(done.failureInfo?.detail).toContain('Repository "missing" not found');
  });

  test('that does not make the image it promised fails', async () => {
    const source = await cloud.upload({ Dockerfile: 'FROM node:24\n' });
    const done = await run(build(source, { images: [`${IMAGE}:other`] }));
    expect(done).toMatchObject({ status: 'FAILURE', failureInfo: { type: 'PUSH_IMAGE_NOT_FOUND' } });
  });

  test('takes another folder, another file and arguments; a tag step and a push step work', async () => {
    const source = await cloud.upload({ 'sub/D': 'FROM node:24\nARG X=0\nLABEL x=$X\n' });
    const done = await run({
      source,
      steps: [
        { name: DOCKER, dir: 'sub', args: ['build', '-f', 'D', '--build-arg', 'X=$_V', '-t', 'local', '.'] },
        { name: DOCKER, args: ['tag', 'local', `${IMAGE}:tagged`] },
        { name: DOCKER, args: ['push', `${IMAGE}:tagged`] },
      ],
      substitutions: { _V: '7' },
    });
    expect(done.status).toBe('SUCCESS');
    expect((await cloud.images.resolve(`${IMAGE}:tagged`))?.config.labels).toEqual({ x: '7' });
  });
});

describe('steps', () => {
  test('share /workspace, have their environment, and give their output back', async () => {
    const done = await run({
      steps: [
        script('echo "$GREETING $X" > /workspace/x', { env: ['X=$PROJECT_ID'] }),
        { name: 'bash', args: ['-c', 'cat x; printf result > $$BUILDER_OUTPUT/output'] },
        { name: 'node', args: ['-e', 'console.log(process.cwd().endsWith("/workspace"))'] },
      ],
      options: { env: ['GREETING=hi'] },
    });
    expect(done.status).toBe('SUCCESS');
    expect(await cloud.log(done.id ?? '')).toMatch(new RegExp(`Step #1: hi ${PROJECT}\\n(?:.*\\n)*Step #2: true\\n`));
    expect(Buffer.from(done.results?.buildStepOutputs?.[1] ?? '').toString()).toBe('result');
  });

  test('of a builder that this machine does not have fail with what there is', async () => {
    const done = await run({ steps: [{ name: 'gcr.io/cloud-builders/mvn' }] });
    expect(done.failureInfo?.detail).toContain(
      'builder gcr.io/cloud-builders/mvn is not available in the local twin; available: ',
    );
  });

  test('show no status of their own until the build has ended', async () => {
    const id = await startBuild(cloud, { steps: [script('true'), script('sleep 300')] });
    await vi.waitFor(async () => expect(await cloud.log(id)).toContain('Starting Step #1'), { timeout: 10_000 });
    const [working] = await cloud.client.getBuild({ name: `${PARENT}/builds/${id}` });
    expect([working.status, working.steps?.map(({ status }) => status)]).toEqual([
      'WORKING',
      ['STATUS_UNKNOWN', 'STATUS_UNKNOWN'],
    ]);
    const [cancelled] = await cloud.client.cancelBuild({ name: `${PARENT}/builds/${id}` });
    expect(cancelled.steps?.map(({ status }) => status)).toEqual(['SUCCESS', 'CANCELLED']);
  });
});

test('a build past its time ends as TIMEOUT and leaves no process', async () => {
  const done = await run({ steps: [script('sleep 300')], timeout: { nanos: 300_000_000 } });
  expect(done).toMatchObject({ status: 'TIMEOUT', statusDetail: expect.stringContaining('timed out') });
  expect(cloud.processes.list()).toEqual([]);
});

test('a source that is missing or broken is FETCH_SOURCE_FAILED', async () => {
  const missing = await run({
    source: { storageSource: { bucket: BUCKET, object: 'no.tgz' } },
    steps: [script('true')],
  });
  expect(missing).toMatchObject({
    status: 'FAILURE',
    failureInfo: { type: 'FETCH_SOURCE_FAILED', detail: expect.stringContaining('object not found') },
  });
  await cloud.put('broken.tgz', Buffer.from('no archive'));
  const broken = await run({
    source: { storageSource: { bucket: BUCKET, object: 'broken.tgz' } },
    steps: [script('true')],
  });
  expect(broken.failureInfo?.type).toBe('FETCH_SOURCE_FAILED');
});

test('no more than two builds run at once; the others wait', async () => {
  const ids = await Promise.all([1, 2, 3].map(() => startBuild(cloud, { steps: [script('sleep 300')] })));
  const statuses = async () =>
    (await Promise.all(ids.map((id) => cloud.client.getBuild({ name: `${PARENT}/builds/${id}` })))).map(
      ([build]) => build.status,
    );
  await vi.waitFor(
    async () =>
      expect((await statuses()).toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([
        'QUEUED',
        'WORKING',
        'WORKING',
      ]),
    {
      timeout: 10_000,
    },
  );
  for (const id of ids) await cloud.client.cancelBuild({ name: `${PARENT}/builds/${id}` });
  expect(await statuses()).toEqual(['CANCELLED', 'CANCELLED', 'CANCELLED']);
});

test('a disk that does not take the work is INTERNAL_ERROR with the reason, and the next build works', async () => {
  const place = join(cloud.folder, 'cloud-build/workspaces');
  await rm(place, { recursive: true, force: true });
  await writeFile(place, 'in the way');
  const done = await run({ steps: [script('true')] });
  expect(done).toMatchObject({
    status: 'INTERNAL_ERROR',
    statusDetail: expect.stringMatching(/The machine of the local twin failed: E/),
  });
  await rm(place);
  expect((await run({ steps: [script('true')] })).status).toBe('SUCCESS');
});
