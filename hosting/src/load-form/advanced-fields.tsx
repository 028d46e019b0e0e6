import type { ComponentChildren } from 'preact';
import { TextField } from '../ui/text-field.tsx';
import { AdvancedPart } from './advanced-part.tsx';
import type { LoadFormProps } from './load-form-props.ts';

const FIELDS = [
  {
    name: 'requestTimeoutSeconds',
    label: 'Request timeout',
    unit: 's',
    hint: 'A request that takes longer counts as failed.',
  },
  {
    name: 'drainSeconds',
    label: 'Wait at the end',
    unit: 's',
    hint: 'For requests that are still open when the time is up.',
  },
  { name: 'seed', label: 'Seed', hint: 'The same seed gives the same questions and pauses.' },
] as const;

/** What hardly anybody changes. `children` are fields that only one of the forms has, `alsoWrong` says that one is wrong. */
export function AdvancedFields({
  form,
  errors,
  onForm,
  children,
  alsoWrong = false,
}: LoadFormProps & { readonly children?: ComponentChildren; readonly alsoWrong?: boolean }) {
  return (
    <AdvancedPart isWrong={alsoWrong || FIELDS.some(({ name }) => errors.has(`spec.${name}`))}>
      {FIELDS.map(({ name, ...field }) => (
        <TextField
          key={name}
          {...field}
          numeric
          value={form[name]}
          error={errors.get(`spec.${name}`)}
          onValue={(value) => onForm({ ...form, [name]: value })}
        />
      ))}
      {children}
    </AdvancedPart>
  );
}
