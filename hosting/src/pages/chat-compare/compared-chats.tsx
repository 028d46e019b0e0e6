import type { Chat } from '@proving-ground/shared';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { SelectField } from '../../ui/select-field.tsx';
import { Composer } from '../chat/composer.tsx';
import { useConversation } from '../chat/use-conversation.ts';
import type { ComparableRelease } from './comparable-releases.ts';
import { ComparedColumn } from './compared-column.tsx';

interface Sides<T> {
  readonly left: T;
  readonly right: T;
}

/** Two chats side by side that are asked the same. */
export function ComparedChats(props: {
  readonly ids: Sides<string>;
  readonly isRecorded: boolean;
  readonly releases: readonly ComparableRelease[];
}) {
  const { ids, isRecorded, releases } = props;
  const { route } = useLocation();
  const input = useRef<HTMLTextAreaElement>(null);
  const [written, setWritten] = useState<Sides<boolean>>({ left: isRecorded, right: isRecorded });
  // The newest beside the one before it, unless somebody chooses.
  const [chosen, setChosen] = useState<Sides<string | null>>({ left: null, right: null });
  const releaseOf = (side: 'left' | 'right') =>
    releases.find(({ deploymentId }) => deploymentId === chosen[side]) ?? releases[side === 'left' ? 1 : 0] ?? null;
  const sideOf = (side: 'left' | 'right') => ({
    chatId: ids[side],
    isRecorded: written[side],
    comparison: { with: ids[side === 'left' ? 'right' : 'left'], side },
    targetOf: (chat: Chat | null) => chat?.target ?? releaseOf(side)?.target ?? null,
    onRecorded: () => setWritten((before) => ({ ...before, [side]: true })),
  });
  const left = useConversation(sideOf('left'));
  const right = useConversation(sideOf('right'));
  const both = [left, right] as const;
  const isBegun = both.some(({ shown }) => shown.branch.length > 0 || shown.pending !== null);
  const isWritten = written.left && written.right;
  useEffect(() => {
    if (isWritten && !isRecorded) route(`/chat-compare?left=${ids.left}&right=${ids.right}`, true);
  }, [isWritten]);
  useEffect(() => input.current?.focus(), []);
  const answering = both.some((one) => one.answering);
  const stop = () => {
    for (const one of both) if (one.answering) one.stop();
  };
  return (
    <section
      class="compare"
      aria-label="Comparison"
      onKeyDown={(event) => event.key === 'Escape' && answering && stop()}
    >
      {!isBegun && !isRecorded && (
        <div class="compare-choice">
          {(['left', 'right'] as const).map((side) => (
            <SelectField
              key={side}
              label={side === 'left' ? 'Left release' : 'Right release'}
              value={releaseOf(side)?.deploymentId ?? ''}
              options={releases.map(({ deploymentId, text }) => ({ value: deploymentId, text }))}
              onValue={(deploymentId) => setChosen((before) => ({ ...before, [side]: deploymentId }))}
            />
          ))}
        </div>
      )}
      {(isBegun || isRecorded) && (
        <div class="compare-columns">
          <ComparedColumn title="Left" chatId={ids.left} isRecorded={written.left} conversation={left} />
          <ComparedColumn title="Right" chatId={ids.right} isRecorded={written.right} conversation={right} />
        </div>
      )}
      <div class="chat-foot">
        <Composer
          input={input}
          answering={answering}
          onAsk={(question) => {
            for (const one of both) one.ask(question);
          }}
          onStop={stop}
        />
      </div>
    </section>
  );
}
