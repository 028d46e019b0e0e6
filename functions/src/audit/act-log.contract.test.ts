import { COLLECTIONS, Failure, type TimelineEntry, timelineEntry } from '@proving-ground/shared';
import type { Firestore } from 'firebase-admin/firestore';
import { expect, test, vi } from 'vitest';
import { cloudLog } from '../platform/log.ts';
import { STARTED_AT } from '../testing/a-deployment.ts';
import { SOME_FAILURE } from '../testing/finished.ts';
import { openFirestore } from '../testing/firestore-emulator.ts';
import { createActLog } from './act-log.ts';

const CALLER = { uid: 'uid-1', email: 'owner@example.com', emailVerified: true, role: 'owner' } as const;
const CAP = { dailyGpuCapUsd: 40 };

const entries = async (db: Firestore): Promise<readonly TimelineEntry[]> => {
  const { docs } = await db.collection(COLLECTIONS.timeline).get();
  return docs.map((document) => timelineEntry.parse(document.data()));
};

test('an act is there as asked, then as done, in one entry that its words find', async () => {
  const db = openFirestore('acts');
  const end = await createActLog(
    () => db,
    () => STARTED_AT,
  ).begin('setSpendingCap', CAP, CALLER);
  expect(await entries(db)).toMatchObject([{ status: 'asked', endedAt: null }]);
  await end?.('done');
  expect(await entries(db)).toEqual([
    {
      id: expect.stringMatching(/^act~/),
      createdAt: STARTED_AT.toISOString(),
      endedAt: STARTED_AT.toISOString(),
      area: 'settings',
      title: 'Set the spending cap to $40 a day',
      detail: '',
      status: 'done',
      actor: { uid: 'uid-1', email: 'owner@example.com' },
      path: '/spending',
      words: [
        'done',
        'set',
        'the',
        'spending',
        'cap',
        'to',
        '40',
        'day',
        'owner@example.com',
        'owner',
        'example',
        'com',
      ],
    },
  ]);
});

test('what was refused says why', async () => {
  const db = openFirestore('acts');
  const end = await createActLog(
    () => db,
    () => STARTED_AT,
  ).begin('setSpendingCap', CAP, CALLER);
  await end?.(new Failure(SOME_FAILURE));
  expect(await entries(db)).toMatchObject([{ status: 'refused', detail: SOME_FAILURE.message }]);
});

test('what starts a record of its own is left to that record', async () => {
  const db = openFirestore('acts');
  const acts = createActLog(
    () => db,
    () => STARTED_AT,
  );
  expect(await acts.begin('promote', { idempotencyKey: 'key-12345', deploymentId: 'd1' }, CALLER)).toBeNull();
  expect(await entries(db)).toEqual([]);
});

test('an end that cannot be written is logged, for the act is over', async () => {
  const db = openFirestore('acts');
  const logged = vi.spyOn(cloudLog, 'error').mockReturnValue(undefined);
  let isAway = false;
  const open = () => {
    if (isAway) throw new Error('away');
    return db;
  };
  const end = await createActLog(open, () => STARTED_AT).begin('setSpendingCap', CAP, CALLER);
  isAway = true;
  await end?.('done');
  expect(logged).toHaveBeenCalledWith('audit.endFailed', expect.objectContaining({ status: 'done' }));
  logged.mockRestore();
});
