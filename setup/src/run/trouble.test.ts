import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { refused } from '../testing/fake-answer.ts';
import { type FakeCloud, type SeenRequest, startFakeCloud } from '../testing/fake-cloud.ts';
import { aCheckout, type Checkout, runSetup } from '../testing/run-setup.ts';
import { DELAYS_SECONDS } from './patiently.ts';

let cloud: FakeCloud;
let checkout: Checkout;
beforeEach(async () => {
  [cloud, checkout] = await Promise.all([startFakeCloud(), aCheckout()]);
});
afterEach(async () => {
  await Promise.all([cloud[Symbol.asyncDispose](), checkout[Symbol.asyncDispose]()]);
});

const ends = (end: string) => (request: SeenRequest) => request.isWrite && request.path.endsWith(end);
const stateOf = (steps: readonly { readonly id: string; readonly state: string }[], id: string) =>
  steps.find((step) => step.id === id)?.state;

describe('passes, with waiting', () => {
  test.each<[string, string, string, number]>([
    ['too many requests', ':batchEnable', 'apis1', 429],
    ['an API that is down', '/serviceAccounts', 'account-functions', 503],
    ['an API that is enabled and does not know it yet', '/topics/cloud-builds', 'topic', 403],
    ['an account that is not known everywhere yet', 'zoo-project:setIamPolicy', 'project-roles', 400],
  ])('%s', async (_what, end, id, status) => {
    const answer = refused(status, 'Not now.', status === 403 ? 'SERVICE_DISABLED' : undefined);
    cloud.interfere(ends(end), [answer, answer]);
    const { summary, pausesMs, events } = await runSetup(cloud, checkout);
    expect(summary.isOk).toBe(true);
    expect(stateOf(summary.steps, id)).toBe('created');
    expect(pausesMs).toEqual(expect.arrayContaining([1_000, 2_000]));
    expect(events.filter(({ kind }) => kind === 'waiting')).toEqual([
      expect.objectContaining({ seconds: 1, why: expect.stringContaining('Not now.') }),
      expect.objectContaining({ seconds: 2 }),
    ]);
  });

  test('a write whose answer is lost is looked for, not made again', async () => {
    cloud.interfere(ends('/webApps'), [null]);
    const { summary } = await runSetup(cloud, checkout);
    expect(stateOf(summary.steps, 'web-app')).toBe('created');
    expect(cloud.state.webApps).toEqual(['Proving Ground']);
  });

  test('a read during the checks and the plan', async () => {
    const busy = refused(503, 'Busy.');
    cloud.interfere(({ path }) => path.endsWith('/billingInfo'), [busy]);
    cloud.interfere(({ path }) => path.endsWith('services:batchGet'), [busy]);
    const { summary } = await runSetup(cloud, checkout, { isDryRun: true });
    expect(summary.isOk).toBe(true);
  });
});

test('somebody changes the policy in between: theirs and ours are both there', async () => {
  let hasChanged = false;
  const { summary } = await runSetup(cloud, checkout, {
    through: (google, files) => ({
      files,
      google: async (request) => {
        if (request.path.endsWith('zoo-project:setIamPolicy') && !hasChanged) {
          hasChanged = true;
          const { policy } = cloud.state;
          const theirs = { role: 'roles/viewer', members: ['user:visitor@example.com'] };
          cloud.state.policy = { ...policy, etag: 'etag-7', bindings: [...policy.bindings, theirs] };
        }
        return await google(request);
      },
    }),
  });
  expect(summary.isOk).toBe(true);
  const roles = cloud.state.policy.bindings.map(({ role }) => role);
  expect(roles).toEqual(expect.arrayContaining(['roles/viewer', 'roles/cloudbuild.builds.editor']));
});

describe('stops, and says what to do', () => {
  test('a refusal in the middle: what is done stays, the rest is not reached, the next run goes on', async () => {
    cloud.interfere(ends('/databases'), [refused(403, 'No permission.', 'IAM_PERMISSION_DENIED')]);
    const { summary } = await runSetup(cloud, checkout);
    expect(summary).toMatchObject({ isOk: false, next: null });
    expect(summary.steps.find(({ id }) => id === 'database')).toMatchObject({
      state: 'failed',
      detail: 'Firestore: No permission.',
      fix: expect.stringContaining('roles/datastore.owner'),
    });
    expect(stateOf(summary.steps, 'topic')).toBe('created');
    expect(stateOf(summary.steps, 'web-app')).toBe('not reached');
    expect((await runSetup(cloud, checkout)).summary.isOk).toBe(true);
  });

  test('an API that stays down: patience ends after two minutes', async () => {
    const down = refused(503, 'Down.');
    cloud.interfere(ends('/topics/cloud-builds'), Array.from(DELAYS_SECONDS.keys(), () => down).concat(down));
    const { summary, pausesMs } = await runSetup(cloud, checkout);
    const failed = summary.steps.find(({ id }) => id === 'topic');
    expect(failed).toMatchObject({ state: 'failed', fix: expect.stringContaining('wait a few minutes') });
    expect(pausesMs).toEqual(expect.arrayContaining(DELAYS_SECONDS.map((seconds) => seconds * 1_000)));
  });

  test('a file that cannot be written', async () => {
    const { summary } = await runSetup(cloud, checkout, {
      through: (google, files) => ({
        google,
        files: { ...files, write: (_path, text) => files.write('none/file', text) },
      }),
    });
    expect(summary.steps.find(({ id }) => id === 'owner')).toMatchObject({
      state: 'failed',
      fix: expect.stringContaining('writable'),
    });
  });
});
