import { describe, expect, test } from 'vitest';
import { anAskedChat } from '../testing/a-chat.ts';
import { STARTED_AT } from '../testing/a-deployment.ts';
import { decideClaim } from './decide-claim.ts';

const at = (seconds: number) => new Date(STARTED_AT.getTime() + seconds * 1_000);
const claimed = (change: Parameters<typeof Object.assign>[1], seconds = 1, chatChange: object = {}) => {
  const { chat, turn } = anAskedChat();
  const held = { ...turn, ...(change as object) };
  return decideClaim({ chat: { ...chat, ...chatChange }, turn: held, now: at(seconds), leaseUntil: at(seconds + 20) });
};

describe('a turn', () => {
  test('that nobody has had is answered at once', () => {
    expect(claimed({})).toMatchObject({ kind: 'answer', turn: { epoch: 1, leaseUntil: at(21).toISOString() } });
  });

  test('that somebody is at is left alone, and so is one that is over', () => {
    expect(claimed({ epoch: 1, leaseUntil: at(20).toISOString() }).kind).toBe('refuse');
    for (const status of ['done', 'stopped', 'failed', 'interrupted'])
      expect(claimed({ status }, 900).kind).toBe('refuse');
  });

  test('whose writer died before a word is answered by the next, but not for ever', () => {
    expect(claimed({ epoch: 1 }, 31)).toMatchObject({ kind: 'answer', turn: { epoch: 2 } });
    expect(claimed({ epoch: 3 }, 31)).toEqual({ kind: 'settle', end: { status: 'interrupted', text: '' } });
  });

  test('whose writer died in the middle keeps what has come', () => {
    const end = { status: 'interrupted', text: 'Bam' };
    expect(claimed({ epoch: 1, status: 'answering', text: 'Bam' }, 31)).toEqual({ kind: 'settle', end });
  });

  test('that is to be stopped, or whose chat was deleted, is not asked any more', () => {
    const end = { status: 'stopped', text: '' };
    expect(claimed({ stopRequested: true })).toEqual({ kind: 'settle', end });
    expect(claimed({}, 1, { deletedAt: at(0).toISOString() })).toEqual({ kind: 'settle', end });
  });
});
