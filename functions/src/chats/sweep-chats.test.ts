import { expect, test } from 'vitest';
import { STARTED_AT } from '../testing/a-deployment.ts';
import { recordingLog } from '../testing/recording-log.ts';
import { sweepChats } from './sweep-chats.ts';

test('a chat that cannot be deleted keeps no other from going', async () => {
  const log = recordingLog();
  const purged: string[] = [];
  await sweepChats({
    chatSweep: {
      abandoned: async () => [],
      forgetNotes: async () => 0,
      deletedBefore: async () => ['one', 'stuck', 'other'],
      purge: async (chatId) => {
        if (chatId === 'stuck') throw new Error('Too much contention.');
        purged.push(chatId);
      },
    },
    queueAnswer: async () => {},
    now: () => STARTED_AT,
    log,
  });
  expect(purged).toEqual(['one', 'other']);
  expect(log.lines.filter(({ level }) => level === 'error').map(({ fields }) => fields)).toEqual([
    { chatId: 'stuck', error: 'Error: Too much contention.' },
  ]);
});
