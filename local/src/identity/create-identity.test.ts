import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt, UnsecuredJWT } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createIdentity } from './create-identity.ts';

const EMAIL = 'agent@demo-zoo.iam.gserviceaccount.com';
const AUDIENCE = 'http://127.0.0.1:4711';
const START = new Date('2026-11-24T10:00:00Z');
let folder: string;
let now: Date;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-identity-'));
  now = START;
});
afterEach(() => rm(folder, { recursive: true }));

const openIdentity = () => createIdentity({ folder, projectId: 'demo-zoo', now: () => now });

test('a token says who it is for, who speaks, and until when', async () => {
  const token = await (await openIdentity()).signIdToken({ email: EMAIL, audience: AUDIENCE });
  expect(decodeJwt(token)).toMatchObject({
    iss: 'https://accounts.google.com',
    aud: AUDIENCE,
    email: EMAIL,
    email_verified: true,
    exp: START.getTime() / 1_000 + 3_600,
  });
});

test('a token outlives a restart', async () => {
  const token = await (await openIdentity()).signIdToken({ email: EMAIL, audience: AUDIENCE });
  expect(await (await openIdentity()).verifyIdToken(token, ['http://other', AUDIENCE])).toEqual({ email: EMAIL });
});

test('a token for somebody else is refused', async () => {
  const identity = await openIdentity();
  const token = await identity.signIdToken({ email: EMAIL, audience: 'http://elsewhere' });
  expect(await identity.verifyIdToken(token, [AUDIENCE])).toEqual({ reason: 'unexpected "aud" claim value' });
});

test('a token is refused when its hour is over', async () => {
  const identity = await openIdentity();
  const token = await identity.signIdToken({ email: EMAIL, audience: AUDIENCE });
  now = new Date(START.getTime() + 3_601_000);
  expect(await identity.verifyIdToken(token, [AUDIENCE])).toEqual({ reason: '"exp" claim timestamp check failed' });
});

test.each([
  ['nonsense', 'not-a-token'],
  ['an unsigned token', new UnsecuredJWT({ email: EMAIL }).setAudience(AUDIENCE).encode()],
])('%s is refused with a reason', async (_name, token) => {
  expect(await (await openIdentity()).verifyIdToken(token, [AUDIENCE])).toEqual({ reason: expect.any(String) });
});

test('a token of another key is refused', async () => {
  const stranger = await mkdtemp(join(tmpdir(), 'pg-identity-'));
  const token = await (await createIdentity({ folder: stranger, projectId: 'x', now: () => now })).signIdToken({
    email: EMAIL,
    audience: AUDIENCE,
  });
  await rm(stranger, { recursive: true });
  expect(await (await openIdentity()).verifyIdToken(token, [AUDIENCE])).toEqual({
    reason: 'signature verification failed',
  });
});
