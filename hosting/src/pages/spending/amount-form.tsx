import { useState } from 'preact/hooks';
import type { z } from 'zod';
import { useChange } from '../../api/use-change.ts';
import { numberOf } from '../../format/number-of.ts';
import { Button } from '../../ui/button.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { UndoLine } from '../../ui/undo-line.tsx';

/** Sets an amount of dollars, or none. */
export function AmountForm(props: {
  readonly label: string;
  readonly unit: string;
  /** What is set now. */
  readonly amount: number | null;
  readonly schema: z.ZodType<number | null>;
  /** What is said of an amount that the schema refuses. */
  readonly range: string;
  readonly setText: string;
  readonly noneText: string;
  /** For messages: "Setting the cap". */
  readonly doing: string;
  /** Once it is done: "The cap was changed." */
  readonly done: string;
  readonly put: (amount: number | null) => Promise<unknown>;
}) {
  const { label, unit, amount, schema, range, setText, noneText, doing, done, put } = props;
  const [text, write] = useState('');
  const [error, setError] = useState<string | undefined>(undefined);
  const { change, undo, busy, failure } = useChange<number | null>(doing, async (next) => {
    await put(next);
    write('');
  });
  const submit = (event: Event) => {
    event.preventDefault();
    const typed = schema.safeParse(numberOf(text));
    setError(typed.success ? undefined : range);
    if (typed.success) void change(amount, typed.data);
  };
  return (
    <>
      <form class="spending-form" onSubmit={submit}>
        <TextField label={label} numeric unit={unit} value={text} error={error} onValue={write} />
        <Button type="submit" variant="primary" busy={busy}>
          {setText}
        </Button>
        <Button busy={busy} onClick={() => void change(amount, null)}>
          {noneText}
        </Button>
      </form>
      <UndoLine busy={busy} onUndo={undo}>
        {done}
      </UndoLine>
      {failure && <FailurePanel title="Not changed" failure={failure} />}
    </>
  );
}
