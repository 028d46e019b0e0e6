import { expect, test } from 'vitest';
import type { Google } from '../google/google.ts';
import { type FakeCloud, startFakeCloud } from '../testing/fake-cloud.ts';
import { aCheckout, type Checkout, runSetup } from '../testing/run-setup.ts';
import type { Files } from './files.ts';

class Killed extends Error {}

const isWrite = ({ method, path }: { readonly method: string; readonly path: string }) =>
  method !== 'GET' && !/:(?:getIamPolicy(?:\?.*)?|testIamPermissions)$/.test(path);

/** Ends the run right after its nth write, whose answer it never sees. */
function killedAfter(limit: number) {
  let writes = 0;
  const written = () => {
    writes += 1;
    if (writes === limit) throw new Killed();
  };
  return (google: Google, files: Files) => ({
    google: async (request: Parameters<Google>[0]) => {
      const answer = await google(request);
      if (isWrite(request)) written();
      return answer;
    },
    files: {
      ...files,
      write: async (path: string, text: string) => {
        await files.write(path, text);
        written();
      },
    },
  });
}

/** All that there is in the end, without what counts how often it was written. */
async function endState({ state }: FakeCloud, checkout: Checkout) {
  const { operations: _, lacking: __, ...rest } = state;
  return JSON.parse(
    JSON.stringify({
      ...rest,
      services: [...rest.services].sort(),
      topics: [...rest.topics],
      accounts: [...rest.accounts],
      repositories: [...rest.repositories],
      buckets: [...rest.buckets],
      env: await checkout.read('functions/.env.zoo-project'),
      firebaserc: await checkout.read('.firebaserc'),
      files: await checkout.list(),
    }).replaceAll(/"etag":"[^"]*"/g, '"etag":""'),
  ) as unknown;
}

/** Runs that are killed after their nth write and run again, against one that is left alone. */
async function killAndRunAgain(limit: number): Promise<{ readonly wasKilled: boolean; readonly end: unknown }> {
  await using cloud = await startFakeCloud();
  await using checkout = await aCheckout();
  const first = await runSetup(cloud, checkout, { through: killedAfter(limit) }).catch((error: unknown) => error);
  const wasKilled = first instanceof Killed;
  if (wasKilled) {
    const { summary } = await runSetup(cloud, checkout);
    expect(summary.isOk).toBe(true);
  }
  return { wasKilled, end: await endState(cloud, checkout) };
}

test('killed after any of its writes and run again, it ends where an undisturbed run ends', {
  timeout: 60_000,
}, async () => {
  const undisturbed = await killAndRunAgain(Number.POSITIVE_INFINITY);
  let limit = 0;
  for (let goesOn = true; goesOn; ) {
    limit += 1;
    const { wasKilled, end } = await killAndRunAgain(limit);
    expect(end, `killed after write ${limit}`).toEqual(undisturbed.end);
    goesOn = wasKilled;
  }
  // 2 for the APIs, 4 accounts, 5 policies, 2 each for repository and bucket, topic, database, Firebase, app, 2 files.
  expect(limit - 1).toBe(21);
});
