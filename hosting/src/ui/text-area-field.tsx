import { Field, type FieldProps } from './field.tsx';

/** Several lines of text, such as JSON. */
export function TextAreaField(
  props: FieldProps & { readonly value: string; readonly rows: number; readonly onValue: (value: string) => void },
) {
  const { value, rows, onValue, ...field } = props;
  return (
    <Field
      {...field}
      control={({ id, describedBy, invalid }) => (
        <textarea
          id={id}
          class="text-area"
          rows={rows}
          autocomplete="off"
          spellcheck={false}
          value={value}
          aria-invalid={invalid}
          aria-describedby={describedBy}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
      )}
    />
  );
}
