import type { LoadModel } from '@proving-ground/shared';
import { type Choice, ChoiceField } from '../ui/choice-field.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { LoadFormProps } from './load-form-props.ts';

const MODELS: readonly Choice<LoadModel['model']>[] = [
  { value: 'closed', title: 'Users', text: 'Each waits for its answer before it asks again.' },
  { value: 'open', title: 'Arrivals', text: 'Requests come at a rate, however long answers take.' },
];

const ARRIVAL_OPTIONS = [
  { value: 'poisson', text: 'At random, as visitors come' },
  { value: 'constant', text: 'Evenly spaced' },
];

/** How hard: users of the closed model, or requests a second of the open one. */
export function ModelFields(props: LoadFormProps) {
  const { form, onForm } = props;
  return (
    <>
      <ChoiceField
        legend="Load model"
        choices={MODELS}
        value={form.model}
        onValue={(model) => onForm({ ...form, model })}
      />
      <div class="field-grid">{form.model === 'closed' ? <ClosedFields {...props} /> : <OpenFields {...props} />}</div>
    </>
  );
}

function ClosedFields({ form, errors, onForm }: LoadFormProps) {
  return (
    <>
      <TextField
        label="Users"
        numeric
        value={form.users}
        // Too much in total is about the users, though no single field is wrong.
        error={errors.get('spec.load.users') ?? errors.get('spec.load')}
        onValue={(users) => onForm({ ...form, users })}
      />
      <TextField
        label="Spawn rate"
        numeric
        unit="a second"
        hint="Users that join."
        value={form.spawnRatePerSecond}
        error={errors.get('spec.load.spawnRatePerSecond')}
        onValue={(spawnRatePerSecond) => onForm({ ...form, spawnRatePerSecond })}
      />
    </>
  );
}

function OpenFields({ form, errors, onForm }: LoadFormProps) {
  return (
    <>
      <TextField
        label="Requests"
        numeric
        unit="a second"
        hint="Each from another visitor, who opens a session first."
        value={form.requestsPerSecond}
        error={errors.get('spec.load.requestsPerSecond') ?? errors.get('spec.load')}
        onValue={(requestsPerSecond) => onForm({ ...form, requestsPerSecond })}
      />
      <SelectField
        label="Arrivals"
        value={form.arrivals}
        options={ARRIVAL_OPTIONS}
        error={errors.get('spec.load.arrivals')}
        onValue={(arrivals) => onForm({ ...form, arrivals })}
      />
      <TextField
        label="Most open requests"
        numeric
        hint="Further arrivals are dropped, and counted."
        value={form.maxInFlight}
        error={errors.get('spec.load.maxInFlight')}
        onValue={(maxInFlight) => onForm({ ...form, maxInFlight })}
      />
    </>
  );
}
