import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { translateAddresses, translateArgv, translateEnv, translatePaths, translatePathVariable } from './translate.ts';

const place = { rootfs: '/store/rootfs', ownedPaths: ['/app', '/app/inner', '/models', '/usr/local/bin/start.sh'] };
const ports = { portMap: { 8080: 40_001 } };
const segment = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/);

describe('container paths become paths of the rootfs', () => {
  test.each([
    ['/app', '/store/rootfs/app'],
    ['/app/x.js', '/store/rootfs/app/x.js'],
    ['A=/models', 'A=/store/rootfs/models'],
    ['--f=/app/x', '--f=/store/rootfs/app/x'],
    ['/app:/models:/usr/bin', '/store/rootfs/app:/store/rootfs/models:/usr/bin'],
    ['cd /app && cat "/models/x" >/app/y', 'cd /store/rootfs/app && cat "/store/rootfs/models/x" >/store/rootfs/app/y'],
    ['file:///app/x', 'file:///store/rootfs/app/x'],
    ['/usr/local/bin/start.sh serve', '/store/rootfs/usr/local/bin/start.sh serve'],
  ])('%s', (text, expected) => {
    expect(translatePaths(text, place)).toBe(expected);
  });

  test.each([
    '/usr/bin/env',
    '/application',
    '/app.js',
    'http://app/x',
    'https://host/app/x',
    './app/x',
    '$X/app',
    'x/app',
    '',
  ])('%s stays, for the image does not own it', (text) => {
    expect(translatePaths(text, place)).toBe(text);
  });

  test('every owned path is found wherever it stands as a token, and nothing else changes', () => {
    fc.assert(
      fc.property(
        segment,
        fc.array(segment, { maxLength: 3 }),
        fc.constantFrom('', 'A=', '--x=', 'y ', '"', 'a:'),
        (root, rest, before) => {
          const path = `/${[root, ...rest].join('/')}`;
          const translated = translatePaths(`${before}${path}`, { rootfs: '/R', ownedPaths: [`/${root}`] });
          expect(translated).toBe(`${before}/R${path}`);
        },
      ),
    );
  });

  test('a text without an owned path is never touched', () => {
    fc.assert(
      fc.property(fc.string(), segment, (text, root) => {
        fc.pre(!text.includes(`/${root}`));
        expect(translatePaths(text, { rootfs: '/R', ownedPaths: [`/${root}`] })).toBe(text);
      }),
    );
  });
});

describe('listen addresses become loopback addresses', () => {
  test.each([
    ['0.0.0.0:8080', '127.0.0.1:40001'],
    [':8080', '127.0.0.1:40001'],
    ['[::]:8080', '127.0.0.1:40001'],
    ['http://0.0.0.0:8080/x', 'http://127.0.0.1:40001/x'],
    ['--listen=0.0.0.0:8080', '--listen=127.0.0.1:40001'],
    ['--listen=:8080', '--listen=127.0.0.1:40001'],
  ])('%s', (text, expected) => {
    expect(translateAddresses(text, ports)).toBe(expected);
  });

  test.each([
    '0.0.0.0:9090',
    '10.0.0.0.0:8080',
    '10.0.0.0',
    'std::',
    'example.com:8080',
    '0.0.0.0:80801',
    '127.0.0.1:8080',
    'http://localhost:8080',
  ])('%s stays', (text) => {
    expect(translateAddresses(text, ports)).toBe(text);
  });

  test.each([
    ['0.0.0.0', '127.0.0.1'],
    ['--host=0.0.0.0', '--host=127.0.0.1'],
    ['::', '127.0.0.1'],
    ['[::]', '127.0.0.1'],
  ])('%s listens on loopback alone: nothing of a container is open to the network', (text, expected) => {
    expect(translateAddresses(text, ports)).toBe(expected);
  });

  test('in a build localhost is the container itself', () => {
    const self = { ...ports, loopbackIsSelf: true };
    expect(translateAddresses('curl http://localhost:8080/ 127.0.0.1:8080', self)).toBe(
      'curl http://127.0.0.1:40001/ 127.0.0.1:40001',
    );
  });
});

test('PORT is the loopback port, and only PORT', () => {
  const env = { PORT: '8080', OTHER_PORT: '8080', MODELS: '/models', HOST: '0.0.0.0:8080' };
  expect(translateEnv(env, { ...place, ...ports })).toEqual({
    PORT: '40001',
    OTHER_PORT: '8080',
    MODELS: '/store/rootfs/models',
    HOST: '127.0.0.1:40001',
  });
});

test('port flags of a command line follow the port map', () => {
  const argv = ['/app/serve', '--port', '8080', '--port=8080', '-n', '8080'];
  expect(translateArgv(argv, { ...place, ...ports })).toEqual([
    '/store/rootfs/app/serve',
    '--port',
    '40001',
    '--port=40001',
    '-n',
    '8080',
  ]);
});

test("the image's programs come before the machine's", () => {
  expect(translatePathVariable('/app/bin:/usr/local/bin:relative', '/R')).toBe(
    '/R/app/bin:/R/usr/local/bin:/R/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
  );
});
