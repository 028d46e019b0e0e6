import { activeTurn, type ChatState, chatReducer, chatState } from './chat-state.ts';

/** Keeps a conversation over a reload of the tab; the agent keeps its own side under the session id. */
export interface ChatStorage {
  load(): ChatState | null;
  save(state: ChatState): void;
}

/** The start of every key, so that signing out finds them all. */
export const CHAT_KEY_PREFIX = 'chat:';

export function createChatStorage(storage: Storage, key: string): ChatStorage {
  const name = `${CHAT_KEY_PREFIX}${key}`;
  return {
    load: () => {
      const parsed = chatState.safeParse(parseJson(storage.getItem(name)));
      return parsed.success ? stopWhatRan(parsed.data) : null;
    },
    save: (state) => {
      try {
        storage.setItem(name, JSON.stringify(state));
      } catch {
        // The store is full or forbidden: the conversation then lasts as long as the page.
      }
    },
  };
}

/** An answer that was coming when the page went away is not coming any more. */
function stopWhatRan(state: ChatState): ChatState {
  const active = activeTurn(state);
  return active ? chatReducer(state, { type: 'stopped', turnId: active.id }) : state;
}

function parseJson(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
