import { expect, test } from 'vitest';
import { parseImageReference, repositoryOf } from './image-reference.ts';

const digest = `sha256:${'a'.repeat(64)}`;

test.each([
  ['node', { name: 'node', tag: 'latest', digest: null }],
  ['a-docker.pkg.dev/p/r/i:v1', { name: 'a-docker.pkg.dev/p/r/i', tag: 'v1', digest: null }],
  ['localhost:5000/i', { name: 'localhost:5000/i', tag: 'latest', digest: null }],
  [`h.dev/p/i@${digest}`, { name: 'h.dev/p/i', tag: null, digest }],
])('%s is read', (reference, expected) => {
  expect(parseImageReference(reference)).toEqual(expected);
});

test.each([
  '',
  '../x:y',
  'A/B',
  'a//b',
  'a:',
  'a:b/../c',
  'a@sha256:1',
  'a:..',
  'a b',
  'a:x\ny',
  '/etc/passwd',
  `a:${'x'.repeat(129)}`,
])('%j is no image reference', (reference) => {
  expect(parseImageReference(reference)).toBeNull();
});

test('the repository is read from names of Artifact Registry alone', () => {
  expect(repositoryOf('europe-west1-docker.pkg.dev/p/r/i')).toEqual({
    location: 'europe-west1',
    projectId: 'p',
    repository: 'r',
  });
  expect(repositoryOf('gcr.io/p/i')).toBeNull();
});
