import { expect, test } from 'vitest';
import { DockerUsageError, parseDockerCommand } from './docker-command.ts';

test('docker build with everything', () => {
  const args =
    'build -t a:1 --tag=b:2 -f d/Dockerfile --build-arg A=1=2 --build-arg B --cache-from x --platform=linux/amd64 --pull --no-cache --target t dir';
  expect(parseDockerCommand(args.split(' '))).toEqual({
    kind: 'build',
    tags: ['a:1', 'b:2'],
    file: 'd/Dockerfile',
    buildArgs: { A: '1=2' },
    target: 't',
    noCache: true,
    contextFolder: 'dir',
  });
});

test.each([
  ['pull --quiet a', { kind: 'pull', image: 'a' }],
  ['push a:1', { kind: 'push', image: 'a:1' }],
  ['tag a b', { kind: 'tag', source: 'a', target: 'b' }],
  ['version', { kind: 'version' }],
])('docker %s', (line, expected) => {
  expect(parseDockerCommand(line.split(' '))).toEqual(expected);
});

test.each([
  ['build -t a', 'requires exactly 1 argument'],
  ['build .  -t', 'flag needs an argument: -t'],
  ['build --secret id=x .', 'unsupported flag of docker build: --secret'],
  ['build -', 'a build context of "-"'],
  ['build https://x/y', 'a build context of "https://x/y"'],
  ['run x', 'docker run is not available in the local twin; available: build'],
  ['', 'is not available in the local twin'],
])('docker %s is refused', (line, message) => {
  const parse = () => parseDockerCommand(line.split(' ').filter(Boolean));
  expect(parse).toThrow(DockerUsageError);
  expect(parse).toThrow(message);
});
