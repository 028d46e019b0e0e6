import { expect, test } from 'vitest';
import { parseDockerIgnore } from './docker-ignore.ts';

test.each([
  ['node_modules', 'node_modules/x/y.js', true],
  ['node_modules', 'a/node_modules/x', false],
  ['**/node_modules', 'a/b/node_modules/x', true],
  ['*.md', 'README.md', true],
  ['*.md', 'docs/README.md', false],
  ['*.md\n!README.md', 'README.md', false],
  ['!a\n*', 'a', true],
  ['# comment\n\n/dist/', 'dist/x', true],
  ['a/**', 'a/b/c', true],
  ['[ab].txt', 'b.txt', true],
  ['a?c', 'a/c', false],
])('with %j, is %s left out: %s', (content, path, expected) => {
  expect(parseDockerIgnore(content)(path)).toBe(expected);
});
