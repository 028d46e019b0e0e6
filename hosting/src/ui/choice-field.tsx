import { useId } from 'preact/hooks';

export interface Choice<V extends string> {
  readonly value: V;
  readonly title: string;
  /** What it means, in a sentence. */
  readonly text: string;
}

/** One of a few, each with what it means. */
export function ChoiceField<V extends string>(props: {
  readonly legend: string;
  readonly choices: readonly Choice<V>[];
  readonly value: V;
  /** Why nothing else can be chosen now; undefined when it can. */
  readonly locked?: string | undefined;
  readonly onValue: (value: V) => void;
}) {
  const { legend, choices, value, locked, onValue } = props;
  const id = useId();
  return (
    <fieldset class="choices" disabled={locked !== undefined} aria-describedby={locked ? `${id}-hint` : undefined}>
      <legend>{legend}</legend>
      {choices.map((choice) => (
        <label key={choice.value} class="choice">
          <input
            type="radio"
            name={id}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onValue(choice.value)}
          />
          <span>
            <strong>{choice.title}</strong>
            <small>{choice.text}</small>
          </span>
        </label>
      ))}
      {locked && (
        <p class="field-hint choices-hint" id={`${id}-hint`}>
          {locked}
        </p>
      )}
    </fieldset>
  );
}
