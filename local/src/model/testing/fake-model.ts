import type { Engine, Lane, LoadedModel, Prompt } from '../engine/engine.ts';

export const promptOf = (text: string): Prompt => ({
  tokens: Array.from(text, (character) => character.codePointAt(0) ?? 0),
  stops: [],
  trim: false,
});

/** A lane that writes given pieces; `hold` makes it wait before each. */
export function fakeLane(
  pieces: readonly string[],
  options: { readonly hold?: () => Promise<void> } = {},
): Lane & {
  readonly left: () => boolean;
} {
  let left = false;
  return {
    left: () => left,
    knownTokens: () => 0,
    write: async function* ({ signal }) {
      try {
        for (const piece of pieces) {
          await options.hold?.();
          if (signal.aborted) return;
          yield piece;
        }
      } finally {
        left = true;
      }
    },
  };
}

/** An engine whose models know one answer; a prompt has a token per character of the messages' contents. */
export function fakeEngine(options: {
  readonly pieces: readonly string[];
  readonly contextTokens?: number;
  readonly loading?: () => Promise<void>;
  readonly hold?: () => Promise<void>;
}): Engine & { readonly events: string[] } {
  const events: string[] = [];
  return {
    events,
    load: async ({ model, contextTokens, lanes }) => {
      await options.loading?.();
      events.push(`load ${model.digest} ${contextTokens}`);
      const loaded: LoadedModel = {
        lanes: Array.from({ length: lanes }, () => fakeLane(options.pieces, options)),
        contextTokens: options.contextTokens ?? contextTokens,
        memoryBytes: 1,
        gpuMemoryBytes: 0,
        defaults: {},
        renderChat: (messages) => promptOf(messages.map(({ content }) => content).join('')),
        renderRaw: promptOf,
        [Symbol.asyncDispose]: async () => void events.push(`unload ${model.digest} ${contextTokens}`),
      };
      return loaded;
    },
    [Symbol.asyncDispose]: async () => void events.push('end'),
  };
}
