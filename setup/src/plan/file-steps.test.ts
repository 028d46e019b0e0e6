import { expect, test } from 'vitest';
import { defaultProjectStep, ownerStep } from './file-steps.ts';

const TARGET = {
  projectId: 'zoo-project',
  projectNumber: '1',
  region: 'europe-west1',
  owner: 'me@example.com',
} as const;
const project = (seen: string | null) => defaultProjectStep(TARGET).decide(seen);

test('.firebaserc keeps all but its default project', () => {
  const rc = { projects: { default: 'demo', staging: 'zoo-staging' }, targets: { a: 1 }, etags: {} };
  expect(project(JSON.stringify(rc))).toMatchObject({
    detail: 'zoo-project, so far demo',
    change: { text: `${JSON.stringify({ ...rc, projects: { ...rc.projects, default: 'zoo-project' } }, null, 2)}\n` },
  });
  expect(project('{"projects":{"default":"zoo-project"}}')).toMatchObject({ kind: 'there' });
  expect(project(null)).toMatchObject({ kind: 'change', change: { path: '.firebaserc' } });
});

test.each(['{', '[]', '{"projects":3}', 'null'])('a .firebaserc of %s is left to people', (text) => {
  expect(project(text)).toMatchObject({ kind: 'blocked', fix: expect.stringContaining('.firebaserc') });
});

test('an owner who is named already is not written again', () => {
  expect(ownerStep(TARGET).decide('OWNER_EMAILS=You@example.com, Me@example.com\n')).toMatchObject({ kind: 'there' });
  expect(ownerStep({ ...TARGET, owner: null }).decide('OWNER_EMAILS=you@example.com\n')).toMatchObject({
    kind: 'there',
  });
  expect(ownerStep(TARGET).decide('OWNER_EMAILS="you@example.com,\n"')).toMatchObject({ kind: 'blocked' });
});
