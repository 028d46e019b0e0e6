import { expect, test } from 'vitest';
import { MACHINE_VARIABLE, readMachine } from './machine.ts';

test('a person keeps weights in their own cache folder, or where XDG_CACHE_HOME says', () => {
  expect(readMachine({ PATH: '/bin' }, '/home/x')).toEqual({
    home: '/home/x',
    path: '/bin',
    cacheFolder: '/home/x/.cache/proving-ground/models',
    gguf: null,
    upstream: null,
  });
  const env = { XDG_CACHE_HOME: '/cache', PROVING_GROUND_GGUF: '/x.gguf' };
  expect(readMachine(env, '/home/x')).toMatchObject({ cacheFolder: '/cache/proving-ground/models', gguf: '/x.gguf' });
});

test("in a container, what the launcher hands over counts and not the container's own HOME", () => {
  const machine = { home: '/home/x', path: '/bin', cacheFolder: '/c', gguf: null, upstream: 'http://127.0.0.1:1' };
  const env = { [MACHINE_VARIABLE]: JSON.stringify(machine), XDG_CACHE_HOME: '/other' };
  expect(readMachine(env, '/scratch')).toEqual(machine);
  expect(() => readMachine({ [MACHINE_VARIABLE]: '{}' }, '/scratch')).toThrow('home');
});
