import { expect, test } from 'vitest';
import type { BuildRequest } from './build.ts';
import { substituteBuild } from './substitutions.ts';

const builtIns = { projectId: 'demo', buildId: 'b-1', location: 'europe-west1' };
const substitute = (args: readonly string[], more: Partial<BuildRequest> = {}) =>
  substituteBuild({ steps: [{ name: 'ubuntu', args }], ...more }, builtIns);

test('built-in and own names are replaced, with and without braces', () => {
  const build = substitute(['$PROJECT_ID', 'a-${BUILD_ID}-$_X', '$$HOME', '$COMMIT_SHA.', '$lower'], {
    substitutions: { _X: 'x' },
    images: ['h.dev/$PROJECT_ID/i:${_X}'],
    tags: ['t-$LOCATION'],
  });
  expect(build.steps[0]?.args).toEqual(['demo', 'a-b-1-x', '$HOME', '.', '$lower']);
  expect(build.images).toEqual(['h.dev/demo/i:x']);
  expect(build.tags).toEqual(['t-europe-west1']);
});

test('a script is left as it is', () => {
  expect(substituteBuild({ steps: [{ name: 'ubuntu', script: 'echo $X' }] }, builtIns).steps[0]?.script).toBe(
    'echo $X',
  );
});

test('automapSubstitutions gives own values to the environment', () => {
  const build = substituteBuild(
    { steps: [{ name: 'ubuntu', script: 'x', automapSubstitutions: true }], substitutions: { _X: '1' } },
    builtIns,
  );
  expect(build.steps[0]?.env).toEqual(['_X=1']);
});

test('a name without a value, and a value without a name, are refused', () => {
  expect(() => substitute(['$_MISSING'])).toThrow(
    'key in the template "_MISSING" is not matched in the substitution data',
  );
  expect(() => substitute(['$HOME'])).toThrow('"HOME" is not a valid built-in substitution');
  expect(() => substitute([], { substitutions: { _X: '1' } })).toThrow(
    'key "_X" in the substitution data is not matched',
  );
});

test('unless ALLOW_LOOSE says otherwise', () => {
  const loose = { options: { substitutionOption: 'ALLOW_LOOSE' }, substitutions: { _UNUSED: '1' } };
  expect(substitute(['a$_MISSING'], loose).steps[0]?.args).toEqual(['a']);
});
