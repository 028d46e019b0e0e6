import { Field, type FieldProps } from './field.tsx';

/** One line of text or a number; the value stays what was typed, so that nothing jumps while typing. */
export function TextField(
  props: FieldProps & {
    readonly value: string;
    readonly disabled?: boolean;
    readonly onValue: (value: string) => void;
    readonly numeric?: boolean;
    /** Shown behind the value, for example GiB. */
    readonly unit?: string;
  },
) {
  const { value, disabled = false, onValue, numeric = false, unit, ...field } = props;
  return (
    <Field
      {...field}
      control={({ id, describedBy, invalid }) => (
        <span class="input">
          <input
            id={id}
            type="text"
            inputMode={numeric ? 'decimal' : 'text'}
            autocomplete="off"
            spellcheck={false}
            value={value}
            disabled={disabled}
            aria-invalid={invalid}
            aria-describedby={describedBy}
            onInput={(event) => onValue(event.currentTarget.value)}
          />
          {unit && <span class="input-unit">{unit}</span>}
        </span>
      )}
    />
  );
}
