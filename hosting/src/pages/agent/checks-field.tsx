import { useRef } from 'preact/hooks';
import { Button } from '../../ui/button.tsx';
import type { FieldErrors } from '../../ui/field-errors.ts';
import { CrossIcon, PlusIcon } from '../../ui/icons.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { addCheck, type CheckRow } from './profile-form.ts';

const MOST_CHECKS = 5;

/** The questions that a new version is asked before it gets traffic, with what their answers must hold. */
export function ChecksField(props: {
  readonly checks: readonly CheckRow[];
  readonly errors: FieldErrors;
  readonly onChecks: (checks: readonly CheckRow[]) => void;
}) {
  const { checks, errors, onChecks } = props;
  const fieldset = useRef<HTMLFieldSetElement>(null);
  const change = (id: number, part: Partial<CheckRow>) =>
    onChecks(checks.map((check) => (check.id === id ? { ...check, ...part } : check)));
  const remove = (id: number) => {
    onChecks(checks.filter((check) => check.id !== id));
    // The button that had the focus is gone with its row.
    fieldset.current?.querySelector<HTMLInputElement>('input')?.focus();
  };
  return (
    <fieldset ref={fieldset} class="rows">
      <legend>Checks</legend>
      <p class="field-hint">
        Asked before a release gets traffic. A small model does not say the same twice: expect a word that no good
        answer can do without.
      </p>
      {checks.map((check, index) => (
        <div key={check.id} class="check-row">
          <TextField
            label={`Question ${index + 1}`}
            value={check.question}
            error={errors.get(`checks.${index}.question`)}
            onValue={(question) => change(check.id, { question })}
          />
          <TextField
            label="The answer has one of"
            hint="Separated by commas. Empty: any answer will do."
            value={check.expected}
            error={errors.get(`checks.${index}.expected`)}
            onValue={(expected) => change(check.id, { expected })}
          />
          {checks.length > 1 && (
            <Button variant="quiet" label={`Remove question ${index + 1}`} onClick={() => remove(check.id)}>
              <CrossIcon />
            </Button>
          )}
        </div>
      ))}
      {checks.length < MOST_CHECKS && (
        <Button variant="quiet" onClick={() => onChecks(addCheck(checks))}>
          <PlusIcon />
          Add check
        </Button>
      )}
    </fieldset>
  );
}
