import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CredentialsError } from '../google/api-error.ts';
import { type FakeCloud, startFakeCloud } from '../testing/fake-cloud.ts';
import type { FakeState } from '../testing/fake-state.ts';
import { aCheckout, type Checkout, runSetup } from '../testing/run-setup.ts';

let cloud: FakeCloud;
let checkout: Checkout;
beforeEach(async () => {
  [cloud, checkout] = await Promise.all([startFakeCloud(), aCheckout()]);
});
afterEach(async () => {
  await Promise.all([cloud[Symbol.asyncDispose](), checkout[Symbol.asyncDispose]()]);
});

describe('a check that fails changes nothing and says its fix', () => {
  test.each<[string, (state: FakeState) => void, string]>([
    ['project', (state) => (state.state = 'DELETE_REQUESTED'), 'Restore it'],
    ['project', (state) => state.services.delete('cloudresourcemanager.googleapis.com'), 'gcloud services enable'],
    ['billing', (state) => (state.billingEnabled = false), 'https://console.cloud.google.com/billing'],
    ['billing', (state) => state.services.delete('cloudbilling.googleapis.com'), 'gcloud services enable'],
    ['permissions', (state) => state.lacking.add('iam.serviceAccounts.create'), 'roles/owner'],
  ])('%s', async (name, change, fix) => {
    change(cloud.state);
    const { summary, writes } = await runSetup(cloud, checkout);
    expect(writes).toEqual([]);
    expect(summary).toMatchObject({ isOk: false, next: null, steps: [] });
    expect(summary.checks.filter(({ isOk }) => isOk === false)).toEqual([
      expect.objectContaining({ name, fix: expect.stringContaining(fix) }),
    ]);
  });

  test('a project that is somebody else’s, or none at all', async () => {
    const stranger = { ...cloud, state: { ...cloud.state, projectId: 'other-project' } };
    const { summary } = await runSetup(stranger, checkout);
    expect(summary.checks.map(({ isOk }) => isOk)).toEqual([true, false, null, null]);
    expect(summary.checks[1]).toMatchObject({ message: expect.stringContaining('Permission denied on other-project') });
  });

  test('nobody signed in', async () => {
    const { summary } = await runSetup(cloud, checkout, {
      through: (_google, files) => ({ google: () => Promise.reject(new CredentialsError('no file')), files }),
    });
    expect(cloud.seen).toEqual([]);
    expect(summary.checks.map(({ isOk }) => isOk)).toEqual([false, null, null, null]);
    expect(summary.checks[0]?.fix).toBe('Run: gcloud auth application-default login');
  });
});

describe('a step in the way changes nothing', () => {
  const theirs = { projectNumber: '1', location: 'us', iamConfiguration: {}, policy: { bindings: [] } };
  const allOn = (state: FakeState) => {
    for (const api of ['artifactregistry', 'firestore', 'iam']) state.services.add(`${api}.googleapis.com`);
  };
  test.each<[string, (state: FakeState) => void, string]>([
    ['bucket', (state) => state.buckets.set('zoo-project-proving-ground', theirs), 'BUILD_BUCKET'],
    ['database', (state) => (state.database = { type: 'DATASTORE_MODE', locationId: 'eur3' }), 'another project'],
    [
      'repository',
      (state) => state.repositories.set('europe-west1/proving-ground', { format: 'NPM', policy: { bindings: [] } }),
      'Rename',
    ],
  ])('%s', async (id, change, fix) => {
    allOn(cloud.state);
    change(cloud.state);
    const { summary, writes } = await runSetup(cloud, checkout);
    expect(writes).toEqual([]);
    expect(summary.isOk).toBe(false);
    const blocked = summary.steps.filter(({ state }) => state === 'blocked');
    expect(blocked).toContainEqual(expect.objectContaining({ id, fix: expect.stringContaining(fix) }));
  });

  test('no owner named anywhere', async () => {
    const { summary, writes } = await runSetup(cloud, checkout, { owner: null });
    expect(writes).toEqual([]);
    expect(summary.steps.find(({ id }) => id === 'owner')).toMatchObject({
      state: 'blocked',
      fix: expect.stringContaining('--owner'),
    });
  });

  test('an account of ours that is disabled', async () => {
    await runSetup(cloud, checkout);
    for (const account of cloud.state.accounts.values()) account.disabled = true;
    const { summary, writes } = await runSetup(cloud, checkout);
    expect(writes).toEqual([]);
    expect(summary.steps.filter(({ state }) => state === 'blocked')).toHaveLength(4);
  });
});

test('an open bucket of ours is closed', async () => {
  await runSetup(cloud, checkout);
  const bucket = cloud.state.buckets.get('zoo-project-proving-ground');
  if (bucket) bucket.iamConfiguration = { publicAccessPrevention: 'inherited' };
  const { summary } = await runSetup(cloud, checkout);
  expect(summary.steps.filter(({ state }) => state === 'created').map(({ id }) => id)).toEqual(['bucket']);
  expect(bucket?.iamConfiguration).toMatchObject({ publicAccessPrevention: 'enforced' });
});
