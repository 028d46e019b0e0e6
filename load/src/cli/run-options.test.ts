import { expect, test } from 'vitest';
import { runOptions } from './run-options.ts';

const TARGET = ['--target', 'http://127.0.0.1:8080'];

test('without options it is the elasticity test of the codelab', async () => {
  const { spec, shard, headers } = await runOptions(TARGET);
  expect(spec).toMatchObject({
    durationSeconds: 60,
    load: { model: 'closed', users: 20, spawnRatePerSecond: 5, shape: { kind: 'constant' } },
    scenario: { name: 'codelab', thinkTime: { kind: 'uniform', minSeconds: 1, maxSeconds: 3 } },
  });
  expect(shard).toEqual({ index: 0, count: 1 });
  expect(headers).toEqual({});
});

test('every option reaches the test', async () => {
  const argv = '--users 7 --spawn-rate 2.5 --duration 9 --timeout 4 --seed 3 --stream --shard 2/4'.split(' ');
  const { spec, shard, headers } = await runOptions([...TARGET, ...argv, '--header', 'X-Key: a: b']);
  expect(spec).toMatchObject({ durationSeconds: 9, requestTimeoutSeconds: 4, seed: 3 });
  expect(spec.load).toMatchObject({ users: 7, spawnRatePerSecond: 2.5 });
  expect(spec.scenario).toMatchObject({ tasks: [{ kind: 'ask', stream: true }, { kind: 'get' }] });
  expect(shard).toEqual({ index: 1, count: 4 });
  expect(headers).toEqual({ 'x-key': 'a: b' });
});

test('a rate makes it the open model', async () => {
  expect((await runOptions([...TARGET, '--rate', '12'])).spec.load).toMatchObject({
    model: 'open',
    requestsPerSecond: 12,
    arrivals: 'poisson',
  });
});

test.each([
  [[], '--target is missing'],
  [[...TARGET, '--users', 'many'], '--users takes a number, not "many"'],
  [[...TARGET, '--users', '0'], 'load.users'],
  [[...TARGET, '--users=-3'], 'load.users'],
  [[...TARGET, '--users', '1e9'], 'load.users'],
  [[...TARGET, '--duration', '999999'], 'durationSeconds'],
  [[...TARGET, '--rate', ''], '--rate takes a number'],
  [[...TARGET, '--scenario', 'nowhere'], 'is neither a file nor one of codelab'],
  [[...TARGET, '--slo', 'p95<2000'], 'slo'],
  [[...TARGET, '--header', 'no colon'], '--header takes "Name: value"'],
  [[...TARGET, '--shard', '5/4'], '--shard takes K/N'],
  [[...TARGET, '--shard', '0/4'], '--shard takes K/N'],
  [[...TARGET, '--fast'], '--fast'],
])('%j is refused, naming what is wrong', async (argv, message) => {
  await expect(runOptions(argv)).rejects.toThrow(message);
});
