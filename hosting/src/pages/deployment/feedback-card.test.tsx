// @vitest-environment happy-dom
import type { FeedbackRecord } from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { aFailure } from '../../testing/a-failure.ts';
import { anApi, list, live } from '../../testing/an-api.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { show } from '../../testing/show.tsx';
import { FeedbackCard } from './feedback-card.tsx';

const rated = (id: string, thumb: FeedbackRecord['thumb'], note = ''): FeedbackRecord => ({
  ...{ id, thumb, note, deploymentId: 'd1', revision: 'agent-d1', model: 'gemma3:270m' },
  ...{ at: '2026-03-01T10:00:00.000Z', noteExpiresAt: null },
});
const open = (feedback: ReturnType<typeof list<FeedbackRecord>>) =>
  show(<FeedbackCard revision="agent-d1" />, { api: anApi({ chats: { feedback: () => feedback } }) });

test('ratings are counted, and those with a note are read', async () => {
  const root = open(list(rated('a', 'up'), rated('b', 'down', '<b>Too short</b>'), rated('c', 'up', 'Nice')));
  expect(root.querySelector('.card-body p')?.textContent).toBe('2 up, 1 down');
  expect([...root.querySelectorAll('li')].map(({ textContent }) => textContent)).toMatchObject([
    expect.stringContaining('Bad:<b>Too short</b>'),
    expect.stringContaining('Good:Nice'),
  ]);
  await expectAccessible(root);
});

test('before anybody has rated there is nothing, and what cannot be read says so', () => {
  expect(open(list()).textContent).toBe('');
  expect(open(live({ kind: 'failed', failure: aFailure({ reason: 'NOT_READY' }) })).textContent).toContain('NOT_READY');
});
