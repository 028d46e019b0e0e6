import { CALLABLES } from '@proving-ground/shared';
import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { SendIcon, StopIcon } from '../../ui/icons.tsx';

const message = CALLABLES.ask.request.shape.question;

/** Where questions are typed: Enter sends, Shift and Enter breaks the line, Escape stops the answer. */
export function Composer(props: {
  readonly input: RefObject<HTMLTextAreaElement | null>;
  readonly answering: boolean;
  /** There is nobody to ask. */
  readonly disabled?: boolean;
  readonly onAsk: (question: string) => void;
  readonly onStop: () => void;
}) {
  const { input, answering, disabled = false, onAsk, onStop } = props;
  const [text, setText] = useState('');
  const tooLong = text.trim() !== '' && !message.safeParse(text).success;
  const send = () => {
    const question = message.safeParse(text);
    if (answering || disabled || !question.success) return;
    setText('');
    onAsk(question.data);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While characters are composed, Enter chooses one of them.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={input}
        rows={1}
        disabled={disabled}
        aria-label="Your question"
        aria-describedby="composer-hint"
        aria-invalid={tooLong}
        placeholder="Ask about animals"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {answering ? (
        <button type="button" class="composer-button" aria-label="Stop the answer" onClick={onStop}>
          <StopIcon />
        </button>
      ) : (
        <button
          type="submit"
          class="composer-button"
          aria-label="Send"
          disabled={disabled || tooLong || text.trim() === ''}
        >
          <SendIcon />
        </button>
      )}
      <p id="composer-hint" class="composer-hint">
        {tooLong ? (
          <span class="field-error">A question has at most {message.maxLength} characters.</span>
        ) : (
          'Enter sends, Shift + Enter breaks the line, Esc stops, / leads here.'
        )}
      </p>
    </form>
  );
}
