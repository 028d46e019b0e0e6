import { useId } from 'preact/hooks';

export interface Check<V extends string> {
  readonly value: V;
  readonly title: string;
  /** What it means, in a sentence. */
  readonly text: string;
  /** Cannot be chosen now; the text says why. */
  readonly disabled?: boolean;
}

/** Any of a few, each with what it means. */
export function ChecksField<V extends string>(props: {
  readonly legend: string;
  readonly hint: string;
  readonly checks: readonly Check<V>[];
  readonly values: readonly string[];
  readonly error?: string | undefined;
  readonly onValues: (values: readonly V[]) => void;
}) {
  const { legend, hint, checks, values, error, onValues } = props;
  const id = useId();
  const turn = (value: V, isOn: boolean) =>
    // In the order of the list, whatever the order of the presses.
    onValues(
      checks.flatMap((check) => ((check.value === value ? isOn : values.includes(check.value)) ? check.value : [])),
    );
  return (
    <fieldset class="choices" aria-describedby={`${id}-hint${error ? ` ${id}-error` : ''}`}>
      <legend>{legend}</legend>
      {checks.map(({ value, title, text, disabled = false }) => (
        <label key={value} class="choice">
          <input
            type="checkbox"
            value={value}
            checked={values.includes(value)}
            disabled={disabled}
            aria-invalid={error !== undefined}
            onChange={(event) => turn(value, event.currentTarget.checked)}
          />
          <span>
            <strong>{title}</strong>
            <small>{text}</small>
          </span>
        </label>
      ))}
      {error && (
        <p class="field-error choices-hint" id={`${id}-error`}>
          {error}
        </p>
      )}
      <p class="field-hint choices-hint" id={`${id}-hint`}>
        {hint}
      </p>
    </fieldset>
  );
}
