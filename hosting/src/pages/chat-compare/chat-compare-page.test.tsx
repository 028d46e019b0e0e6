// @vitest-environment happy-dom

import { aDeployment } from '@proving-ground/shared/testing/a-deployment';
import { expect, test, vi } from 'vitest';
import { aChat, aTurn, CHAT_ID } from '../../testing/a-chat.ts';
import { anApi, list, live, ready } from '../../testing/an-api.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { person } from '../../testing/person.ts';
import { show } from '../../testing/show.tsx';
import { ChatComparePage } from './chat-compare-page.tsx';

const release = (id: string) =>
  aDeployment({
    id,
    status: 'live',
    revisions: {
      backend: null,
      agent: { revision: `agent-${id}`, url: 'https://a.example.com', tagUrl: `https://r${id}---a.example.com` },
    },
  });
const OTHER_ID = CHAT_ID.replace('7', '8');

function open(ids: readonly string[], path = '/chat-compare') {
  const call = vi.fn(async (_name: string, _request: unknown) => ({ turn: 0, created: true }));
  const sides = { left: { with: OTHER_ID, side: 'left' }, right: { with: CHAT_ID, side: 'right' } } as const;
  const api = anApi({
    data: { newestDeployments: () => list(...ids.map(release)) },
    chats: {
      chat: (id) => ready(aChat({ id, comparison: id === CHAT_ID ? sides.left : sides.right })),
      turns: (id) => list(aTurn({ text: id === CHAT_ID ? 'Bamboo.' : 'Leaves.' })),
    },
    callables: { call: call as never },
  });
  const root = show(<ChatComparePage />, { api, path });
  return { root, call, ...person(root) };
}

test('two releases are asked the same, each by its tag, and are found again under one address', async () => {
  const { root, call, type, key, field } = open(['d2', 'd1']);
  await expectAccessible(root);
  await type('Your question', 'Why?');
  await key(field('Your question'), 'Enter');
  const requests = call.mock.calls.map(([, request]) => request) as { chatId: string; comparison: { with: string } }[];
  expect(requests).toMatchObject([
    { question: 'Why?', target: { deploymentId: 'd1' }, comparison: { side: 'left' } },
    { question: 'Why?', target: { deploymentId: 'd2' }, comparison: { side: 'right' } },
  ]);
  expect(requests[0]?.comparison.with).toBe(requests[1]?.chatId);
  await vi.waitFor(() => expect(location.search).toBe(`?left=${requests[0]?.chatId}&right=${requests[1]?.chatId}`));
});

test('other releases than the newest two can be chosen', async () => {
  const { call, choose, type, key, field } = open(['d3', 'd2', 'd1']);
  await choose('Left release', 'd1');
  await type('Your question', 'Why?');
  await key(field('Your question'), 'Enter');
  expect(call.mock.calls.map(([, request]) => request)).toMatchObject([
    { target: { deploymentId: 'd1' } },
    { target: { deploymentId: 'd3' } },
  ]);
});

test('both answers are shown beside each other, and can be rated but not asked anew on one side', async () => {
  const { root } = open(['d2', 'd1'], `/chat-compare?left=${CHAT_ID}&right=${OTHER_ID}`);
  const columns = [...root.querySelectorAll('.compare-column')].map(({ textContent }) => textContent);
  expect(columns).toMatchObject([expect.stringContaining('Bamboo.'), expect.stringContaining('Leaves.')]);
  expect(root.querySelectorAll('[aria-label="Good answer"]')).toHaveLength(2);
  expect(root.textContent).not.toContain('Answer again');
  await expectAccessible(root);
});

test('a single release leads to Deploy', () => {
  expect(open(['d1']).link('Deploy another').getAttribute('href')).toBe('/deploy');
});

test('a comparison of chats that are gone says so', () => {
  const api = anApi({ chats: { chat: () => live({ kind: 'missing' }), turns: () => live({ kind: 'missing' }) } });
  const root = show(<ChatComparePage />, { api, path: `/chat-compare?left=${CHAT_ID}&right=${OTHER_ID}` });
  expect(root.textContent).toContain('This side is not there');
});
