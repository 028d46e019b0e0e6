import type { Role } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import { recordingLog } from '../testing/recording-log.ts';
import { claimRole, roleFor } from './claim-role.ts';

const emails = {
  owner: ['owner@example.com', 'both@example.com'],
  operator: ['operator@example.com', 'both@example.com'],
  viewer: ['viewer@example.com'],
};

describe('the role of an address', () => {
  test.each([
    ['owner@example.com', 'owner'],
    ['operator@example.com', 'operator'],
    ['viewer@example.com', 'viewer'],
    ['both@example.com', 'owner'],
    ['Viewer@Example.COM', 'viewer'],
    ['nobody@example.com', null],
    ['', null],
  ])('%s is %s', (email, expected) => {
    expect(roleFor({ email, emailVerified: true }, emails)).toBe(expected);
  });

  test('counts only when it was verified, and nobody without one has a role', () => {
    expect(roleFor({ email: 'owner@example.com', emailVerified: false }, emails)).toBeNull();
    expect(roleFor({ email: null, emailVerified: true }, emails)).toBeNull();
  });

  test('nobody has a role where the lists are empty', () => {
    const none = { owner: [], operator: [], viewer: [] };
    expect(roleFor({ email: 'owner@example.com', emailVerified: true }, none)).toBeNull();
  });
});

describe('claiming', () => {
  async function claimed(email: string, held: Role | null) {
    const set: (readonly [string, Role | null])[] = [];
    const answer = await claimRole({
      caller: { uid: 'uid-1', email, emailVerified: true, role: held },
      emails,
      setRoleClaim: async (uid, role) => void set.push([uid, role]),
      log: recordingLog(),
    });
    return { answer, set };
  }

  test('gives what the lists say', async () => {
    expect(await claimed('operator@example.com', null)).toEqual({
      answer: { role: 'operator' },
      set: [['uid-1', 'operator']],
    });
  });

  test('takes away what they do not say any more', async () => {
    expect(await claimed('nobody@example.com', 'owner')).toEqual({ answer: { role: null }, set: [['uid-1', null]] });
    expect(await claimed('viewer@example.com', 'owner')).toMatchObject({ answer: { role: 'viewer' } });
  });

  test('writes nothing when all is as it should be', async () => {
    expect(await claimed('viewer@example.com', 'viewer')).toEqual({ answer: { role: 'viewer' }, set: [] });
  });
});
