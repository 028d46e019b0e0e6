import { expect, test } from 'vitest';
import type { BuildRequest } from './build.ts';
import { validateBuild } from './validate-build.ts';

const aBuild = (more: Partial<BuildRequest> = {}): BuildRequest => ({ steps: [{ name: 'ubuntu' }], ...more });

test('a plain build is fine', () => {
  expect(validateBuild(aBuild({ tags: ['a.b-c_1'], images: ['h.dev/p/i:$BUILD_ID'], timeout: '600s' }))).toEqual([]);
});

test.each<[Partial<BuildRequest>, string]>([
  [{ steps: [] }, 'invalid .steps field: at least one step'],
  [{ steps: [{ name: '' }] }, 'build step 0 must specify a name'],
  [
    {
      steps: [
        { name: 'a', waitFor: ['later'] },
        { name: 'b', id: 'later' },
      ],
    },
    'build step 0 waits for "later"',
  ],
  [
    {
      steps: [
        { name: 'a', id: 'x' },
        { name: 'b', id: 'x' },
      ],
    },
    'build step 1 has the id "x"',
  ],
  [{ steps: [{ name: 'a', script: 'x', args: ['y'] }] }, 'must not specify "script" with'],
  [{ steps: [{ name: 'a', env: ['NOVALUE'] }] }, 'invalid "env" entry "NOVALUE"'],
  [{ steps: [{ name: 'a', dir: '../x' }] }, 'invalid "dir"'],
  [{ steps: [{ name: 'a', volumes: [{ name: 'v', path: '/v' }] }] }, 'volume "v" is only used by one step'],
  [{ timeout: '90000s' }, 'invalid .timeout field'],
  [{ queueTtl: '-1s' }, 'invalid .queue_ttl field'],
  [{ tags: ['no spaces'] }, 'invalid .tags field: "no spaces"'],
  [{ tags: Array.from({ length: 65 }, (_, index) => `t${index}`) }, 'at most 64 tags'],
  [{ images: ['../x'] }, 'invalid .images field'],
  [{ substitutions: { lower: 'x' } }, 'substitution key "lower"'],
  [{ serviceAccount: 'someone@example.com', logsBucket: 'gs://b' }, 'invalid .service_account field'],
  [{ serviceAccount: 'projects/p/serviceAccounts/a@b' }, 'must either (a) specify'],
  [{ source: { storageSource: { object: 'x.tgz' } } }, 'storage_source.bucket'],
  [{ source: { storageSource: { bucket: 'b' } } }, 'storage_source.object'],
  [{ source: { storageSource: { bucket: 'b', object: 'x.rar' } } }, 'only .zip and .tar.gz'],
])('%j is refused', (more, message) => {
  expect(validateBuild(aBuild(more)).join('\n')).toContain(message);
});

test.each([
  { logsBucket: 'gs://b' },
  { options: { logging: 'NONE' } },
  { options: { defaultLogsBucketBehavior: 'REGIONAL_USER_OWNED_BUCKET' } },
])('a service account is fine with %j', (more) => {
  expect(validateBuild(aBuild({ serviceAccount: 'projects/p/serviceAccounts/a@b', ...more }))).toEqual([]);
});
