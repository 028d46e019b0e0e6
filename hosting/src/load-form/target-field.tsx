import type { FieldErrors } from '../ui/field-errors.ts';
import { SelectField } from '../ui/select-field.tsx';
import { type LoadTargetChoice, targetText } from './load-targets.ts';

/** The agent that is put under load. */
export function TargetField(props: {
  readonly targets: readonly LoadTargetChoice[];
  /** A target that is not live any more stays chosen until somebody chooses another one. */
  readonly value: string;
  readonly errors: FieldErrors;
  readonly onValue: (key: string) => void;
}) {
  const { targets, value, errors, onValue } = props;
  const options = targets.map(({ key, target }) => ({ value: key, text: targetText(target) }));
  const isLive = options.some((option) => option.value === value);
  return (
    <SelectField
      label="Target"
      value={value}
      options={isLive ? options : [{ value, text: `${value.replace('~', ' / ')}, not live` }, ...options]}
      hint="An agent that is live. Its answers come from its own model server."
      error={errors.get('target') ?? errors.get('target.region')}
      onValue={onValue}
    />
  );
}
