import { Field, type FieldProps } from './field.tsx';

export function SelectField(
  props: FieldProps & {
    readonly value: string;
    readonly disabled?: boolean;
    readonly options: readonly { readonly value: string; readonly text: string }[];
    readonly onValue: (value: string) => void;
  },
) {
  const { value, disabled = false, options, onValue, ...field } = props;
  return (
    <Field
      {...field}
      control={({ id, describedBy, invalid }) => (
        <select
          id={id}
          value={value}
          disabled={disabled}
          aria-invalid={invalid}
          aria-describedby={describedBy}
          onChange={(event) => onValue(event.currentTarget.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </select>
      )}
    />
  );
}
