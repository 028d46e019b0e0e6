import { CHAT_UNDO_MINUTES, type Chat } from '@proving-ground/shared';
import { useState } from 'preact/hooks';
import { useApi } from '../../api/api-context.ts';
import { useAction } from '../../api/use-action.ts';
import { useLive } from '../../api/use-live.ts';
import { formatAgo } from '../../format/instant.ts';
import { Button } from '../../ui/button.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { ChatIcon, PlusIcon } from '../../ui/icons.tsx';
import { secondsClock } from '../../ui/seconds-clock.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { UndoLine } from '../../ui/undo-line.tsx';
import { chatsMatching } from './chats-matching.ts';

const PAGE_SIZE = 50;
const MS_PER_MINUTE = 60_000;

/** A person's chats, the newest first, with a search; a chat that was just deleted can be brought back. */
export function ChatList(props: { readonly uid: string; readonly chatId: string; readonly newChatHref: string }) {
  const { uid, chatId, newChatHref } = props;
  const { chats } = useApi();
  const [search, setSearch] = useState('');
  const [count, setCount] = useState(PAGE_SIZE);
  const [isOpen, setOpen] = useState(false);
  const read = useLive(() => chats.chats(uid, count), `${uid} ${count}`);
  const all = read.kind === 'ready' ? read.value.items : [];
  const kept = all.filter(({ deletedAt, comparison }) => deletedAt === null && comparison?.side !== 'right');
  const found = chatsMatching(kept, search);
  return (
    <nav class="chat-list" aria-label="Chats" data-open={isOpen}>
      <div class="chat-list-head">
        <a class="button button-secondary" href={newChatHref} onClick={() => setOpen(false)}>
          <PlusIcon />
          New chat
        </a>
        <button
          type="button"
          class="button button-quiet chat-list-toggle"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <ChatIcon />
          Chats
        </button>
      </div>
      <div class="chat-list-body">
        <a class="chat-list-more" href="/chat-compare">
          Compare two releases
        </a>
        {kept.length > 0 && (
          <input
            type="search"
            aria-label="Search your chats"
            placeholder="Search"
            value={search}
            onInput={(event) => setSearch(event.currentTarget.value)}
          />
        )}
        <Undo deleted={all.filter(({ deletedAt }) => deletedAt !== null)} />
        {read.kind === 'failed' && <FailurePanel failure={read.failure} retry={read.retry} />}
        {read.kind === 'loading' && <Skeleton lines={5} label="Loading your chats" />}
        {read.kind === 'ready' && kept.length === 0 && <p class="chat-list-none">Your chats will be listed here.</p>}
        {kept.length > 0 && found.length === 0 && <p class="chat-list-none">No chat has all of these words.</p>}
        <ul onKeyDown={moveWithArrows}>
          {found.map((chat) => (
            <li key={chat.id}>
              <a
                href={hrefOf(chat)}
                aria-current={chat.id === chatId ? 'page' : undefined}
                onClick={() => setOpen(false)}
              >
                <span class="chat-list-title">{chat.title}</span>
                <span class="chat-list-when">
                  {chat.activeTurn === null ? formatAgo(chat.updatedAt, secondsClock.value) : 'Answering'}
                  {chat.comparison && ' · two releases'}
                </span>
              </a>
            </li>
          ))}
        </ul>
        {all.length === count && (
          <Button variant="quiet" onClick={() => setCount(count + 2 * PAGE_SIZE)}>
            {search.trim() === '' ? 'Show older chats' : 'Search older chats too'}
          </Button>
        )}
      </div>
    </nav>
  );
}

function hrefOf({ id, comparison }: Chat): string {
  return comparison ? `/chat-compare?left=${id}&right=${comparison.with}` : `/chat/${id}`;
}

/** The chat that was deleted last, while it can still be brought back. */
function Undo({ deleted }: { readonly deleted: readonly Chat[] }) {
  const { callables } = useApi();
  const { run, busy, failure } = useAction('Restoring the chat');
  const newest = deleted.toSorted((one, other) => String(other.deletedAt).localeCompare(String(one.deletedAt)))[0];
  const endsAtMs = Date.parse(newest?.deletedAt ?? '') + CHAT_UNDO_MINUTES * MS_PER_MINUTE;
  if (!newest || secondsClock.value > endsAtMs) return null;
  const restore = () => run(async () => void (await callables.call('restoreChat', { chatId: newest.id })));
  return (
    <>
      <UndoLine busy={busy} onUndo={() => void restore()}>
        Deleted <em>{newest.title}</em>
      </UndoLine>
      {failure && <p class="field-error">{failure.message}</p>}
    </>
  );
}

/** Up and Down go from chat to chat, Home and End to the first and the last. */
function moveWithArrows(event: KeyboardEvent & { readonly currentTarget: HTMLUListElement }): void {
  const links = [...event.currentTarget.querySelectorAll('a')];
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  links[next]?.focus();
}
