// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { type Chat, type ChatTurn, Failure, type LiveService, SHIPPED_PROFILE } from '@proving-ground/shared';
import { aLiveService } from '@proving-ground/shared/testing/a-live-service';
import { act } from 'preact/test-utils';
import { Route, Router } from 'preact-iso';
import { describe, expect, test, vi } from 'vitest';
import type { Live, LiveList, LiveState } from '../../api/live-state.ts';
import { aChat, aTurn, CHAT_ID } from '../../testing/a-chat.ts';
import { aFailure } from '../../testing/a-failure.ts';
import { anApi, list, live } from '../../testing/an-api.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { person } from '../../testing/person.ts';
import { show } from '../../testing/show.tsx';
import { NotFoundPage } from '../not-found/not-found-page.tsx';
import { ChatPage } from './chat-page.tsx';

const [QUESTION = ''] = SHIPPED_PROFILE.questions;
const AGENT = aLiveService('agent');

interface Scene {
  readonly services?: Live<LiveList<LiveService>>;
  readonly path?: string;
  readonly chats?: readonly Chat[];
  readonly chat?: LiveState<Chat>;
  readonly turns?: readonly ChatTurn[];
  readonly failsWith?: Failure;
}

/** The page, with records that a test may change while they are followed. */
function open(scene: Scene = {}) {
  const { services = list(AGENT), path = '/chat', chats = [], turns = [] } = scene;
  const record = signal<LiveState<Chat>>(scene.chat ?? { kind: 'missing' });
  const said = signal<LiveState<LiveList<ChatTurn>>>({ kind: 'ready', value: { items: turns, unreadableIds: [] } });
  const retry = () => undefined;
  let failsWith = scene.failsWith;
  const call = vi.fn(async (name: string, _request: unknown) => {
    if (failsWith) throw failsWith;
    return name === 'ask' ? { turn: 0, created: true } : {};
  });
  const api = anApi({
    data: { services: () => services },
    chats: {
      chats: () => list(...chats),
      chat: () => ({ state: record, retry }),
      turns: () => ({ state: said, retry }),
    },
    callables: { call: call as never },
  });
  const page = (
    // As the console does it: another address leads the focus to the beginning of the page.
    <Router onRouteChange={() => (document.activeElement as HTMLElement | null)?.blur()}>
      <Route path="/chat/:id?" component={ChatPage} />
      <Route default component={NotFoundPage} />
    </Router>
  );
  const root = show(page, { api, path });
  return {
    root,
    call,
    /** What the functions write. */
    recorded: (chat: Chat | null, ...items: readonly ChatTurn[]) =>
      act(() => {
        if (chat) record.value = { kind: 'ready', value: chat };
        said.value = { kind: 'ready', value: { items, unreadableIds: [] } };
      }),
    works: () => {
      failsWith = undefined;
    },
    asked: () => call.mock.calls.filter(([name]) => name === 'ask').map(([, request]) => request),
    called: (wanted: string) => call.mock.calls.filter(([name]) => name === wanted).map(([, request]) => request),
    ...person(root),
  };
}
const openChat = (turns: readonly ChatTurn[], part: Partial<Chat> = {}, scene: Scene = {}) =>
  open({ path: `/chat/${CHAT_ID}`, chat: { kind: 'ready', value: aChat(part) }, turns, ...scene });

test.each<[string, Scene]>([
  ['loading agents', { services: live<LiveList<LiveService>>({ kind: 'loading' }) }],
  ['unreadable agents', { services: live<LiveList<LiveService>>({ kind: 'failed', failure: aFailure() }) }],
  ['no agent', { services: list() }],
  ['one agent', {}],
  ['two agents', { services: list(AGENT, aLiveService('agent', { name: 'other' })) }],
  ['a list of chats', { chats: [aChat(), aChat({ id: CHAT_ID.replace('7', '8'), title: 'Lions' })] }],
  ['a chat', { path: `/chat/${CHAT_ID}`, chat: { kind: 'ready', value: aChat() }, turns: [aTurn()] }],
  ['a chat that loads', { path: `/chat/${CHAT_ID}`, chat: { kind: 'loading' } }],
  ['a chat that is gone', { path: `/chat/${CHAT_ID}`, chat: { kind: 'missing' } }],
  [
    'a chat of somebody else',
    { path: `/chat/${CHAT_ID}`, chat: { kind: 'failed', failure: aFailure({ code: 'permission-denied' }) } },
  ],
  ['a chat that is unreadable', { path: `/chat/${CHAT_ID}`, chat: { kind: 'failed', failure: aFailure() } }],
])('the page is accessible with %s', async (_, scene) => {
  await expectAccessible(open(scene).root);
});

test('without a live agent the page leads to Deploy', () => {
  expect(open({ services: list() }).link('Deploy one').getAttribute('href')).toBe('/deploy');
});

describe('a new chat', () => {
  test('begins with one press on a suggestion, gets its address, and shows the answer as it is written', async () => {
    const { root, press, asked, recorded, field } = open({ chat: { kind: 'loading' } });
    await press(QUESTION);
    const [request] = asked() as { chatId: string; askId: string }[];
    expect(request).toMatchObject({ question: QUESTION, parent: null, target: { agentServiceName: AGENT.name } });
    expect(location.pathname).toBe(`/chat/${request?.chatId}`);
    await vi.waitFor(() => expect(document.activeElement).toBe(field('Your question')));
    expect(root.textContent).toContain('Asking the agent');

    const turn = aTurn({ question: QUESTION, status: 'answering', text: 'They eat', ...pick(request) });
    await recorded(aChat({ id: request?.chatId ?? '' }), turn);
    expect(root.querySelectorAll('.turn')).toHaveLength(1);
    expect(root.querySelector('[aria-busy="true"]')?.textContent).toContain('They eat');
    await recorded(null, aTurn({ question: QUESTION, ...pick(request) }));
    expect(root.querySelector('.markdown')?.innerHTML).toContain('<strong>bamboo</strong>');
    for (const text of ['First token412 ms', '100.0 tokens/s', '10 in, 20 out', 'agent-d1']) {
      expect(root.textContent).toContain(text);
    }
    await expectAccessible(root);
  });

  test('whose question could not be sent says why, and sends it again under the same id', async () => {
    const { root, press, asked, works } = open({ failsWith: new Failure(aFailure({ reason: 'NOT_REACHED' })) });
    await press(QUESTION);
    await vi.waitFor(() => expect(root.textContent).toContain('NOT_REACHED'));
    await expectAccessible(root);
    works();
    await press('Try again');
    const [first, second] = asked() as { askId: string }[];
    expect(second).toEqual(first);
  });
});

function pick(request: { readonly askId: string } | undefined) {
  return { askId: request?.askId ?? '' };
}

describe('in the input', () => {
  test('Enter sends and empties it', async () => {
    const { asked, type, key, field } = open();
    await type('Your question', '  Do pandas swim?  ');
    await key(field('Your question'), 'Enter');
    expect([asked()[0], field('Your question').value]).toEqual([
      expect.objectContaining({ question: 'Do pandas swim?' }),
      '',
    ]);
  });

  test.each([
    ['Shift and Enter', 'text', { shiftKey: true }],
    ['Enter while characters are composed', 'text', { isComposing: true }],
    ['Enter on blanks', '   ', {}],
    ['Enter on too much', 'x'.repeat(4_001), {}],
  ])('%s does not send', async (_, text, more) => {
    const { call, type, key, field } = open();
    await type('Your question', text);
    await key(field('Your question'), 'Enter', more);
    expect(call).not.toHaveBeenCalled();
  });

  test('"/" leads there from elsewhere, and is a character in it', async () => {
    const { key, field, link } = openChat([aTurn()]);
    link('New chat').focus();
    await key(link('New chat'), '/');
    expect(document.activeElement).toBe(field('Your question'));
  });
});

describe('an answer that is being written', () => {
  const answering = aTurn({ status: 'answering', text: 'They eat', endedAt: null, figures: null });

  test('is there again after a reload, and Escape stops it', async () => {
    const { root, called, key, field, recorded } = openChat([answering], { activeTurn: 0 });
    expect(root.querySelector('[aria-busy="true"]')?.textContent).toContain('They eat');
    await key(field('Your question'), 'Escape');
    expect(called('stopAnswer')).toEqual([{ chatId: CHAT_ID, turn: 0 }]);
    await recorded(null, { ...answering, stopRequested: true });
    expect(root.textContent).toContain('Stopping');
    await recorded(null, { ...answering, status: 'stopped' });
    expect(root.querySelector('.turn-foot')?.textContent).toBe('StoppedTry again');
    await expectAccessible(root);
  });

  test('is not stopped by leaving the page', async () => {
    const { call } = openChat([answering], { activeTurn: 0 });
    show(<p>Elsewhere</p>, { api: anApi() });
    expect(call).not.toHaveBeenCalled();
  });

  test('that takes long says that the model starts', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: Date.parse('2026-03-01T10:00:00.500Z') });
    const waiting = { ...answering, status: 'waiting' as const, text: '' };
    const { root, recorded } = openChat([{ ...waiting, acceptedAt: null }], { activeTurn: 0 });
    expect(root.textContent).toContain('Asking the agent');
    await recorded(null, waiting);
    expect(root.textContent).toContain('Waiting for the model');
    await act(() => void vi.advanceTimersByTime(12_000));
    expect(root.textContent).toContain('Starting the model12 s');
    vi.useRealTimers();
  });

  test('that lost its writer says that somebody takes it up', () => {
    const { root } = openChat([{ ...answering, leaseUntil: '2026-03-01T10:00:20.000Z' }], { activeTurn: 0 });
    expect(root.textContent).toContain('Nothing has come for a while');
  });
});

describe('an answer', () => {
  test.each([
    ['failed', { failure: aFailure({ reason: 'AGENT_FAILED' }) }, 'AGENT_FAILED'],
    ['interrupted', {}, 'broke off on our side'],
    ['stopped', {}, 'Stopped'],
  ] as const)('that was %s says so, keeps its text and can be asked again in its place', async (status, part, text) => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const { root, asked, press } = openChat([aTurn({ status, text: 'They', traceId, figures: null, ...part })]);
    for (const expected of [text, 'They', 'agent-d1', traceId]) expect(root.textContent).toContain(expected);
    await expectAccessible(root);
    await press('Try again');
    expect(asked()).toMatchObject([{ question: 'What do red pandas eat?', parent: null }]);
  });

  test('at the limit of its length says that it was cut', () => {
    const turn = aTurn();
    const figures = turn.figures && { ...turn.figures, truncated: true };
    expect(openChat([{ ...turn, figures }]).root.textContent).toContain('was cut off');
  });

  test('can be given again, and the versions be looked through', async () => {
    const turns = [aTurn(), aTurn({ index: 1, question: 'Why?' }), aTurn({ index: 2, parent: 0, question: 'How?' })];
    const { root, asked, press } = openChat(turns, { turnCount: 3 });
    expect(questions(root)).toEqual(['What do red pandas eat?', 'How?']);
    await press('Earlier version');
    expect(questions(root)).toEqual(['What do red pandas eat?', 'Why?']);
    await act(() =>
      [...root.querySelectorAll('button')]
        .filter((b) => b.textContent === 'Answer again')
        .at(-1)
        ?.click(),
    );
    expect(asked()).toMatchObject([{ question: 'Why?', parent: 0 }]);
  });

  test('can be rated, with a note, and the rating be taken back', async () => {
    const { called, press, type, recorded, root } = openChat([aTurn()]);
    await press('Bad answer');
    expect(called('rateAnswer')).toEqual([{ chatId: CHAT_ID, turn: 0, feedback: { thumb: 'down', note: '' } }]);
    await recorded(null, aTurn({ feedback: { thumb: 'down', note: '' } }));
    await type('What was good or bad about it?', ' Too short. ');
    await expectAccessible(root);
    await press('Save the note');
    expect(called('rateAnswer').at(-1)).toMatchObject({ feedback: { thumb: 'down', note: 'Too short.' } });
    await recorded(null, aTurn({ feedback: { thumb: 'down', note: 'Too short.' } }));
    await vi.waitFor(() => expect(root.textContent).toContain('Your note: Too short.'));
    await press('Bad answer');
    expect(called('rateAnswer').at(-1)).toMatchObject({ feedback: null });
  });

  test('leads to a load test of its question', () => {
    const href = openChat([aTurn()]).link('Load-test this question').getAttribute('href');
    expect(href).toBe(`/load-tests/new?question=What+do+red+pandas+eat%3F&agent=europe-west1%7E${AGENT.name}`);
  });
});

function questions(root: HTMLElement): readonly string[] {
  return [...root.querySelectorAll('.turn-question')].map((found) => found.textContent.replace('You: ', ''));
}

test('a question can be put in other words, in its place', async () => {
  const { asked, press, type, key, field } = openChat([aTurn(), aTurn({ index: 1, question: 'Why?' })]);
  await press('Edit');
  await type('Your question, edited', 'What do pandas drink?');
  await key(field('Your question, edited'), 'Enter');
  expect(asked()).toMatchObject([{ question: 'What do pandas drink?', parent: null }]);
});

test('the next question follows what is shown', async () => {
  const { asked, type, key, field } = openChat([aTurn(), aTurn({ index: 1, question: 'Why?' })]);
  await type('Your question', 'And then?');
  await key(field('Your question'), 'Enter');
  expect(asked()).toMatchObject([{ question: 'And then?', parent: 1 }]);
});

describe('a chat', () => {
  test('can be renamed and deleted', async () => {
    const { called, press, type, root } = openChat([aTurn()]);
    await press('Rename');
    await type('Name of the chat', 'Pandas');
    await expectAccessible(root);
    await press('Save');
    expect(called('renameChat')).toEqual([{ chatId: CHAT_ID, title: 'Pandas' }]);
    await vi.waitFor(() => expect(root.textContent).toContain('Delete'));
    await press('Delete');
    await vi.waitFor(() => expect(location.pathname).toBe('/chat'));
    expect(called('deleteChat')).toEqual([{ chatId: CHAT_ID }]);
  });

  test('that was deleted elsewhere says so and can be restored', async () => {
    const { root, called, press } = openChat([aTurn()], { deletedAt: new Date().toISOString() });
    expect(root.textContent).toContain('This chat has been deleted');
    await expectAccessible(root);
    await press('Restore it');
    expect(called('restoreChat')).toEqual([{ chatId: CHAT_ID }]);
  });

  test('with an agent that is not live any more goes on with another, or can only be read', async () => {
    const other = aLiveService('agent', { name: 'other' });
    const going = openChat([aTurn()], {}, { services: list(other) });
    expect(going.root.textContent).toContain('The next question goes to other');
    const read = openChat([aTurn()], {}, { services: list() });
    expect(read.root.textContent).toContain('nobody answers');
    expect(read.field('Your question').disabled).toBe(true);
    await expectAccessible(read.root);
  });
});

describe('the list', () => {
  const lions = aChat({ id: CHAT_ID.replace('7', '8'), title: 'Lions', questions: 'Where do they sleep?\n' });
  const titles = (root: HTMLElement) => [...root.querySelectorAll('.chat-list-title')].map((one) => one.textContent);

  test('finds chats by their titles and questions', async () => {
    const { root, type } = open({ chats: [aChat(), lions] });
    expect(titles(root)).toEqual(['What do red pandas eat?', 'Lions']);
    await type('Search your chats', 'SLEEP');
    expect(titles(root)).toEqual(['Lions']);
    await type('Search your chats', 'bears');
    expect(root.textContent).toContain('No chat has all of these words.');
  });

  test('is gone through with the arrows', async () => {
    const { root, key } = open({ chats: [aChat(), lions] });
    const [first, second] = root.querySelectorAll<HTMLElement>('.chat-list li a');
    first?.focus();
    await key(first as HTMLElement, 'ArrowDown');
    expect(document.activeElement).toBe(second);
    await key(second as HTMLElement, 'Home');
    expect(document.activeElement).toBe(first);
  });

  test('brings back what was deleted last, for a while', async () => {
    const deletedAt = new Date(Date.now() - 60_000).toISOString();
    const { root, press, called } = open({ chats: [aChat({ deletedAt }), lions] });
    expect(titles(root)).toEqual(['Lions']);
    await press('Undo');
    expect(called('restoreChat')).toEqual([{ chatId: CHAT_ID }]);
    const late = open({ chats: [aChat({ deletedAt: '2026-03-01T10:00:00.000Z' })] });
    expect(late.root.textContent).not.toContain('Undo');
  });
});
