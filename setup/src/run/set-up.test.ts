import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FakeCloud, startFakeCloud } from '../testing/fake-cloud.ts';
import { aCheckout, type Checkout, OWNER, runSetup } from '../testing/run-setup.ts';

let cloud: FakeCloud;
let checkout: Checkout;
beforeEach(async () => {
  [cloud, checkout] = await Promise.all([startFakeCloud(), aCheckout()]);
});
afterEach(async () => {
  await Promise.all([cloud[Symbol.asyncDispose](), checkout[Symbol.asyncDispose]()]);
});

const membersOf = (policy: { readonly bindings: readonly { readonly role: string; readonly members: string[] }[] }) =>
  policy.bindings.map(({ role, members }) => `${role} ${members.join(' ')}`);
const account = (name: string) => `serviceAccount:proving-ground-${name}@zoo-project.iam.gserviceaccount.com`;

describe('a new project', () => {
  test('gets everything, and what comes next is said', async () => {
    const { summary } = await runSetup(cloud, checkout);
    expect(summary).toMatchObject({ isOk: true, next: 'npx firebase deploy' });
    const states = new Map(summary.steps.map(({ id, state }) => [id, state]));
    expect(states.get('sign-in')).toBe('by hand');
    states.delete('sign-in');
    expect(new Set(states.values())).toEqual(new Set(['created']));
    const { state } = cloud;
    expect([...state.services]).toEqual(
      expect.arrayContaining(['run.googleapis.com', 'firebasehosting.googleapis.com']),
    );
    expect([...state.accounts.keys()].map((email) => email.split('@')[0])).toEqual([
      'proving-ground-functions',
      'proving-ground-build',
      'proving-ground-backend',
      'proving-ground-agent',
    ]);
    expect(state.repositories.get('europe-west1/proving-ground')?.format).toBe('DOCKER');
    expect(state.buckets.get('zoo-project-proving-ground')).toMatchObject({
      location: 'europe-west1',
      iamConfiguration: { uniformBucketLevelAccess: { enabled: true }, publicAccessPrevention: 'enforced' },
    });
    expect([...state.topics]).toEqual(['cloud-builds']);
    expect(state.database).toEqual({ type: 'FIRESTORE_NATIVE', locationId: 'europe-west1' });
    expect(state).toMatchObject({ isFirebase: true, webApps: ['Proving Ground'] });
    expect(await checkout.read('functions/.env.zoo-project')).toBe(`OWNER_EMAILS=${OWNER}\n`);
    expect(JSON.parse(await checkout.read('.firebaserc'))).toEqual({
      projects: { default: 'zoo-project' },
      targets: {},
    });
  });

  test('each account gets the least it needs, and nobody loses anything', async () => {
    await runSetup(cloud, checkout);
    const { state } = cloud;
    const project = membersOf(state.policy);
    expect(project).toContain('roles/owner user:keeper@example.com');
    expect(project).toContain(`roles/run.admin user:guide@example.com ${account('functions')}`);
    expect(project).toContain('roles/datastore.user user:guest@example.com');
    // The agent keeps the memory of chats there.
    expect(project).toContain(`roles/datastore.user ${account('functions')} ${account('agent')}`);
    expect(state.policy.bindings[2]).toMatchObject({ condition: { title: 'this year' } });
    expect(project.filter((line) => line.includes(account('build')))).toEqual([
      `roles/logging.logWriter ${account('build')}`,
    ]);
    expect(project.filter((line) => line.includes(account('agent')))).toHaveLength(1);
    expect(project.some((line) => line.includes(account('backend')))).toBe(false);
    for (const { policy } of state.accounts.values()) {
      expect(membersOf(policy)).toEqual([`roles/iam.serviceAccountUser ${account('functions')}`]);
    }
    const bucket = state.buckets.get('zoo-project-proving-ground');
    expect(bucket && membersOf(bucket.policy)).toEqual([
      'roles/storage.legacyBucketOwner projectOwner:p',
      `roles/storage.admin ${account('functions')}`,
      `roles/storage.objectAdmin ${account('build')}`,
    ]);
    const repository = state.repositories.get('europe-west1/proving-ground');
    expect(repository && membersOf(repository.policy)).toEqual([`roles/artifactregistry.writer ${account('build')}`]);
  });

  test('is shown in a dry run and left as it is', async () => {
    const files = await checkout.list();
    const { summary, writes } = await runSetup(cloud, checkout, { isDryRun: true });
    expect(writes).toEqual([]);
    expect(await checkout.list()).toEqual(files);
    expect(summary).toMatchObject({ isOk: true, isDryRun: true, next: null });
    const planned = summary.steps.filter(({ state }) => state === 'would create').map(({ id }) => id);
    const created = (await runSetup(cloud, checkout)).summary.steps.filter(({ state }) => state === 'created');
    expect(planned).toEqual(created.map(({ id }) => id));
  });
});

test('a second run writes nothing, and says of everything that it is there', async () => {
  await runSetup(cloud, checkout);
  cloud.state.googleSignIn = true;
  const before = await checkout.read('functions/.env.zoo-project');
  const { summary, writes } = await runSetup(cloud, checkout, { owner: null });
  expect(writes).toEqual([]);
  expect(new Set(summary.steps.map(({ state }) => state))).toEqual(new Set(['already there']));
  expect(await checkout.read('functions/.env.zoo-project')).toBe(before);
});

test('another region gets a repository of its own; the database stays beside the functions', async () => {
  await runSetup(cloud, checkout);
  const { summary } = await runSetup(cloud, checkout, { region: 'us-east4' });
  expect(summary.steps.filter(({ state }) => state === 'created').map(({ id }) => id)).toEqual([
    'repository',
    'repository-roles',
  ]);
  expect(cloud.state.database?.locationId).toBe('europe-west1');
});

test('every call counts against the project that is set up', async () => {
  await runSetup(cloud, checkout);
  expect(new Set(cloud.seen.map(({ quotaProject }) => quotaProject))).toEqual(new Set(['zoo-project']));
});
