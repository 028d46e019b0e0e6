import { describe, expect, test, vi } from 'vitest';
import { createIdentityTokens } from './identity-tokens.ts';

const NEVER = new AbortController().signal;
const source = (authorization?: string) => ({
  getRequestHeaders: () => Promise.resolve(new Headers(authorization === undefined ? {} : { authorization })),
});
type Connect = NonNullable<Parameters<typeof createIdentityTokens>[0]['connect']>;

describe('ID tokens', () => {
  test.each([
    ['https://backend-abc-ew.a.run.app/api', 'https://backend-abc-ew.a.run.app'],
    ['https://r-1a2b3c---backend-abc-ew.a.run.app', 'https://backend-abc-ew.a.run.app'],
    ['http://127.0.0.1:8081', 'http://127.0.0.1:8081'],
  ])('for %s name the service %s', async (serviceUrl, audience) => {
    const connect = vi.fn<Connect>(async () => source('Bearer token'));
    await expect(createIdentityTokens({ serviceUrl, connect })(NEVER)).resolves.toBe('Bearer token');
    expect(connect).toHaveBeenCalledExactlyOnceWith(audience);
  });

  test('come from one client, which keeps them until they expire', async () => {
    const connect = vi.fn<Connect>(async () => source('Bearer token'));
    const authorize = createIdentityTokens({ serviceUrl: 'https://b', connect });
    await Promise.all([authorize(NEVER), authorize(NEVER)]);
    await authorize(NEVER);
    expect(connect).toHaveBeenCalledOnce();
  });

  test('that cannot be had are a failure with a code, and are tried again next time', async () => {
    const connect = vi.fn<Connect>(async () => source('Bearer token'));
    connect.mockRejectedValueOnce(new Error('no metadata server'));
    const authorize = createIdentityTokens({ serviceUrl: 'https://b', connect });
    await expect(authorize(NEVER)).rejects.toMatchObject({
      code: 'BACKEND_UNAUTHORIZED',
      message: 'No ID token for https://b: no metadata server',
    });
    await expect(authorize(NEVER)).resolves.toBe('Bearer token');
  });

  test('that are no tokens are a failure as well', async () => {
    const authorize = createIdentityTokens({ serviceUrl: 'https://b', connect: async () => source() });
    await expect(authorize(NEVER)).rejects.toMatchObject({ code: 'BACKEND_UNAUTHORIZED' });
  });

  test('are not waited for once the caller has gone', async () => {
    const authorize = createIdentityTokens({ serviceUrl: 'https://b', connect: () => new Promise(() => undefined) });
    const caller = new AbortController();
    const asked = authorize(caller.signal);
    caller.abort(new Error('gone'));
    await expect(asked).rejects.toThrow('gone');
    await expect(authorize(AbortSignal.abort(new Error('gone before')))).rejects.toThrow('gone before');
  });
});
