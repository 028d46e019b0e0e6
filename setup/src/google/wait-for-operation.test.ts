import { expect, test } from 'vitest';
import { ApiError } from './api-error.ts';
import { waitForOperation } from './wait-for-operation.ts';

const NAME = 'projects/zoo-project/databases/(default)/operations/a-1';

/** Waits while the API gives these answers, the last one for ever. */
function wait(answers: readonly unknown[]) {
  const paths: string[] = [];
  const google = async ({ path }: { readonly path: string }): Promise<unknown> => {
    const answer = answers[Math.min(paths.push(path), answers.length) - 1];
    if (answer instanceof Error) throw answer;
    return await Promise.resolve(answer);
  };
  const pause = () => Promise.resolve();
  return { paths, ended: waitForOperation({ name: NAME }, { api: 'firestore', version: 'v1', google, pause }) };
}

test('until it is done, over answers that fail in passing', async () => {
  const { paths, ended } = wait([{ name: NAME }, new ApiError('busy', { status: 503 }), { name: NAME, done: true }]);
  await ended;
  expect(paths).toEqual(Array.from({ length: 3 }, () => `/v1/${NAME}`));
});

test.each([
  [6, 409],
  [14, 503],
  [9, 400],
])('one that fails with gRPC code %i counts as HTTP status %i', async (code, status) => {
  const { ended } = wait([{ name: NAME, done: true, error: { code, message: 'No.' } }]);
  await expect(ended).rejects.toMatchObject({ status, message: 'Firestore: No.' });
});

test('one that never ends', async () => {
  const { paths, ended } = wait([{ name: NAME }]);
  await expect(ended).rejects.toMatchObject({ status: 408, isPassing: false });
  expect(paths).toHaveLength(300);
});

test('a name that would lead elsewhere', async () => {
  const google = () => Promise.resolve({});
  const options = { api: 'firebase', version: 'v1beta1', google, pause: () => Promise.resolve() } as const;
  await expect(waitForOperation({ name: 'operations/1?x=https://evil.example' }, options)).rejects.toThrow();
});
