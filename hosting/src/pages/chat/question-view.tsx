import { CALLABLES, type ChatTurn } from '@proving-ground/shared';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../ui/button.tsx';
import { BackIcon, EditIcon, ForwardIcon } from '../../ui/icons.tsx';
import type { TurnTools } from './turn-tools.ts';

const questionSchema = CALLABLES.ask.request.shape.question;

/** What was asked; it can be put in other words, and its earlier wordings and answers can be seen. */
export function QuestionView({ turn, tools }: { readonly turn: ChatTurn; readonly tools: TurnTools }) {
  const [isEditing, setEditing] = useState(false);
  const { canAsk, version, versionCount, onVersion, onAskInstead } = tools;
  if (isEditing && onAskInstead) {
    return (
      <QuestionEditor
        question={turn.question}
        onCancel={() => setEditing(false)}
        onAsk={(question) => {
          setEditing(false);
          onAskInstead(question);
        }}
      />
    );
  }
  return (
    <div class="turn-asked">
      <p class="turn-question">
        <span class="visually-hidden">You: </span>
        {turn.question}
      </p>
      <div class="turn-bar">
        {versionCount > 1 && (
          <fieldset class="turn-versions" aria-label="Versions">
            <Button
              variant="quiet"
              label="Earlier version"
              disabled={version === 1}
              onClick={() => onVersion(version - 1)}
            >
              <BackIcon />
            </Button>
            <span>
              {version} of {versionCount}
            </span>
            <Button
              variant="quiet"
              label="Later version"
              disabled={version === versionCount}
              onClick={() => onVersion(version + 1)}
            >
              <ForwardIcon />
            </Button>
          </fieldset>
        )}
        {onAskInstead && (
          <Button variant="quiet" disabled={!canAsk} onClick={() => setEditing(true)}>
            <EditIcon />
            Edit
          </Button>
        )}
      </div>
    </div>
  );
}

function QuestionEditor(props: {
  readonly question: string;
  readonly onCancel: () => void;
  readonly onAsk: (question: string) => void;
}) {
  const [text, setText] = useState(props.question);
  const field = useRef<HTMLTextAreaElement>(null);
  const parsed = questionSchema.safeParse(text);
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(props.question.length, props.question.length);
  }, []);
  const send = () => parsed.success && props.onAsk(parsed.data);
  return (
    <form
      class="question-editor"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={field}
        rows={2}
        aria-label="Your question, edited"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.stopPropagation();
            props.onCancel();
          }
          // While characters are composed, Enter chooses one of them.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <p class="field-hint">What was said after it is left out, and the agent does not know it any more.</p>
      <div class="actions">
        <Button onClick={props.onCancel}>Cancel</Button>
        <Button variant="primary" type="submit" disabled={!parsed.success}>
          Ask
        </Button>
      </div>
    </form>
  );
}
