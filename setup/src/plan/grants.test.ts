import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { ACT_AS_ROLE, BUCKET_ROLES, PROJECT_ROLES, REPOSITORY_ROLES } from './grants.ts';
import { ACCOUNT_NAMES } from './target.ts';

const DOCUMENT = new URL('../../../docs/security.md', import.meta.url);

/** What the deployment itself grants, service by service. */
const BY_THE_DEPLOYMENT = 'run.invoker';

test('docs/security.md lists what setup grants, account by account', async () => {
  const rows = (await readFile(DOCUMENT, 'utf8')).split('\n').filter((line) => line.startsWith('| `proving-ground-'));
  const documented = rows.map((row) => {
    const [name = '', ...roles] = [...row.matchAll(/`([\w.-]+)`/g)].map(([, word = '']) => word);
    return [name, roles.filter((role) => role !== BY_THE_DEPLOYMENT).sort()];
  });
  const granted = ACCOUNT_NAMES.map((account) => [
    `proving-ground-${account}`,
    [
      ...PROJECT_ROLES[account],
      ...[REPOSITORY_ROLES[account], BUCKET_ROLES[account]].filter((role) => role !== undefined),
      ...(account === 'functions' ? [ACT_AS_ROLE] : []),
    ].sort(),
  ]);
  expect(documented).toEqual(granted);
});
