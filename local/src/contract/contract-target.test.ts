import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { bucketOf, echoImageOf, grpcOptions, readCloudTarget, runPrefix } from './contract-target.ts';
import { inTheCloudPattern, TWIN_ONLY } from './twin-only.ts';

test('unless told otherwise, the target is the twin', () => {
  expect(readCloudTarget({})).toBeNull();
  expect(readCloudTarget({ TARGET: 'twin', PROJECT: 'my-project' })).toBeNull();
});

test.each([
  [{ TARGET: 'cloud' }, 'TARGET=cloud needs PROJECT'],
  [{ TARGET: 'moon' }, 'TARGET is twin or cloud.'],
  [{ TARGET: 'cloud', PROJECT: 'No Project' }, 'PROJECT is no project id.'],
  [{ TARGET: 'cloud', PROJECT: 'my-project', REGION: 'everywhere' }, 'REGION is no region.'],
])('%j is refused with what is missing', (variables, message) => {
  expect(() => readCloudTarget(variables)).toThrow(message);
});

test('in the cloud the clients get nothing but the default credentials, and every name says whose run it is', () => {
  const target = readCloudTarget({ TARGET: 'cloud', PROJECT: 'my-project', CONTRACT_RUN: 'a1b2c3' });
  if (!target) throw new Error('There is no target.');
  expect(target).toMatchObject({ region: 'europe-west1', elsewhere: null });
  expect(grpcOptions(target)).toEqual({});
  expect([runPrefix(target), bucketOf(target), echoImageOf(target)]).toEqual([
    'ct-a1b2c3-',
    'my-project-ct-a1b2c3',
    'europe-west1-docker.pkg.dev/my-project/ct-a1b2c3/echo:latest',
  ]);
});

const SUITES = ['cloud-run/rpc', 'cloud-build/rpc', 'storage'];

test('what is left out in the cloud is there, and everything else is run', async () => {
  const folder = (suite: string) => new URL(`../${suite}/`, import.meta.url);
  const files = await Promise.all(
    SUITES.map(async (suite) => (await readdir(folder(suite))).map((name) => new URL(name, folder(suite)))),
  );
  const tests = files.flat().filter(({ pathname }) => pathname.endsWith('.contract.test.ts'));
  const text = (await Promise.all(tests.map((file) => readFile(file, 'utf8')))).join('\n');
  const isThere = ({ title }: { readonly title: string }) =>
    text.includes(title) || text.includes(title.replace(/^refuses .*/, 'refuses %s'));
  expect(TWIN_ONLY.filter((entry) => !isThere(entry))).toEqual([]);
  const pattern = new RegExp(inTheCloudPattern());
  expect(pattern.test('a docker build refuses COPY ../../etc/passwd /x')).toBe(false);
  expect(pattern.test('CreateService behaviour: a name that is taken is refused')).toBe(true);
});
