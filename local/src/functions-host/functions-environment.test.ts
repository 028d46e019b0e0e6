import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { functionsEnvironment, functionsParams } from './functions-environment.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-env-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("the project's params come over the common ones; no file is no params", async () => {
  expect(await functionsParams(folder, 'demo')).toEqual({});
  await writeFile(join(folder, '.env'), '# common\nA=1\nB=\n');
  await writeFile(join(folder, '.env.demo'), 'A=2\nC="three words here"\n');
  expect(await functionsParams(folder, 'demo')).toEqual({ A: '2', B: '', C: 'three words here' });
});

test('the functions reach nothing but loopback, and check tokens as in the cloud', () => {
  const environment = functionsEnvironment({
    projectId: 'demo',
    authHost: '127.0.0.1:1',
    firestoreHost: '127.0.0.1:2',
    grpcHost: '127.0.0.1:3',
    twinUrl: 'http://127.0.0.1:5',
    consoleUrl: 'http://127.0.0.1:6',
    identity: { GCE_METADATA_HOST: '127.0.0.1:4', METADATA_SERVER_DETECTION: 'assume-present' },
  });
  const hosts = Object.entries(environment).filter(([name]) => /HOST|HTTP/.test(name));
  expect(hosts.map(([, value]) => value.replace('http://', '').replace(/\d$/, ''))).toEqual(
    hosts.map(() => '127.0.0.1:'),
  );
  expect(environment['CLOUD_TASKS_EMULATOR_HOST']).toBe('127.0.0.1:5');
  expect(environment).not.toHaveProperty('FUNCTIONS_EMULATOR');
});
