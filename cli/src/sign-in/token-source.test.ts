import { expect, test, vi } from 'vitest';
import { createTokenSource, type Tokens } from './token-source.ts';

test('a token is used until shortly before it expires, then a new one', async () => {
  let now = 0;
  const refresh = vi.fn<(refreshToken: string) => Promise<Tokens>>(async () => ({
    idToken: 'second',
    refreshToken: 'r2',
    expiresIn: 3_600,
  }));
  const first = { idToken: 'first', refreshToken: 'r1', expiresIn: 3_600 };
  const token = createTokenSource({ first, refresh, nowMs: () => now });
  now = 54 * 60_000;
  expect(await token()).toBe('first');
  now = 55 * 60_000;
  expect(await token()).toBe('second');
  expect(await token()).toBe('second');
  expect(refresh.mock.calls).toEqual([['r1']]);
  now = 2 * 55 * 60_000;
  await token();
  expect(refresh.mock.calls).toEqual([['r1'], ['r2']]);
});
