import type { LoadModel } from '@proving-ground/shared';
import { SelectField } from '../ui/select-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { LoadFormProps } from './load-form-props.ts';

const MODELS = [
  { model: 'closed', title: 'Users', text: 'Each waits for its answer before it asks again.' },
  { model: 'open', title: 'Arrivals', text: 'Requests come at a rate, however long answers take.' },
] as const;

const ARRIVAL_OPTIONS = [
  { value: 'poisson', text: 'At random, as visitors come' },
  { value: 'constant', text: 'Evenly spaced' },
];

/** How hard: users of the closed model, or requests a second of the open one. */
export function ModelFields(props: LoadFormProps) {
  const { form, onForm } = props;
  const choose = (model: LoadModel['model']) => onForm({ ...form, model });
  return (
    <>
      <fieldset class="models">
        <legend>Load model</legend>
        {MODELS.map(({ model, title, text }) => (
          <label key={model} class="model">
            <input
              type="radio"
              name="load-model"
              value={model}
              checked={form.model === model}
              onChange={() => choose(model)}
            />
            <span>
              <strong>{title}</strong>
              <small>{text}</small>
            </span>
          </label>
        ))}
      </fieldset>
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
