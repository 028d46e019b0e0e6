import type { AnswerFeedback, ChatTurn } from '@proving-ground/shared';
import { useState } from 'preact/hooks';
import { useAction } from '../../api/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { LoadIcon, RetryIcon, ThumbDownIcon, ThumbUpIcon } from '../../ui/icons.tsx';
import { TextAreaField } from '../../ui/text-area-field.tsx';
import type { TurnTools } from './turn-tools.ts';

const THUMBS = [
  { thumb: 'up', text: 'Good answer', Icon: ThumbUpIcon },
  { thumb: 'down', text: 'Bad answer', Icon: ThumbDownIcon },
] as const;

/** What can be done with an answer. */
export function AnswerBar({ turn, tools }: { readonly turn: ChatTurn; readonly tools: TurnTools }) {
  const { feedback } = turn;
  const { canAsk, onAskInstead } = tools;
  const [isNoting, setNoting] = useState(false);
  const { run, busy, failure } = useAction('Rating the answer');
  const rate = (next: AnswerFeedback | null) => run(() => tools.onRate(next));
  const press = (thumb: AnswerFeedback['thumb']) => {
    const isTakenBack = feedback?.thumb === thumb;
    setNoting(!isTakenBack);
    void rate(isTakenBack ? null : { thumb, note: feedback?.note ?? '' });
  };
  return (
    <>
      <div class="answer-bar">
        <CopyButton text={turn.text} what="the answer" />
        {onAskInstead && (
          <Button variant="quiet" disabled={!canAsk} onClick={() => onAskInstead(turn.question)}>
            <RetryIcon />
            Answer again
          </Button>
        )}
        {THUMBS.map(({ thumb, text, Icon }) => (
          <button
            key={thumb}
            type="button"
            class="button button-quiet thumb"
            aria-label={text}
            aria-pressed={feedback?.thumb === thumb}
            disabled={busy}
            onClick={() => press(thumb)}
          >
            <Icon />
          </button>
        ))}
        {feedback && !isNoting && (
          <Button variant="quiet" onClick={() => setNoting(true)}>
            {feedback.note === '' ? 'Add a note' : 'Edit the note'}
          </Button>
        )}
        <a class="button button-quiet" href={tools.loadTestHref}>
          <LoadIcon />
          Load-test this question
        </a>
      </div>
      {failure && <FailurePanel failure={failure} />}
      {feedback && isNoting && (
        <NoteForm
          note={feedback.note}
          busy={busy}
          onClose={() => setNoting(false)}
          onSave={(note) => void rate({ ...feedback, note }).then(() => setNoting(false))}
        />
      )}
      {feedback && !isNoting && feedback.note !== '' && <p class="turn-note">Your note: {feedback.note}</p>}
    </>
  );
}

function NoteForm(props: {
  readonly note: string;
  readonly busy: boolean;
  readonly onSave: (note: string) => void;
  readonly onClose: () => void;
}) {
  const [text, setText] = useState(props.note);
  const tooLong = text.trim().length > 1_000;
  return (
    <form
      class="note-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!tooLong) props.onSave(text.trim());
      }}
    >
      <TextAreaField
        label="What was good or bad about it?"
        rows={2}
        value={text}
        onValue={setText}
        hint="Everybody in the project reads the note with this release; the question and the answer stay yours."
        error={tooLong ? 'A note has at most 1000 characters.' : undefined}
      />
      <div class="actions">
        <Button onClick={props.onClose}>Without a note</Button>
        <Button type="submit" variant="primary" busy={props.busy} disabled={tooLong}>
          Save the note
        </Button>
      </div>
    </form>
  );
}
