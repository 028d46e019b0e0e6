import { LOAD_SHAPE_KINDS, type LoadShape } from '@proving-ground/shared';
import { SelectField } from '../ui/select-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { LoadFormProps } from './load-form-props.ts';
import type { ShapeForm } from './shape-form.ts';

const KIND_TEXTS: Readonly<Record<LoadShape['kind'], { readonly text: string; readonly hint: string }>> = {
  constant: { text: 'Constant', hint: 'The full load from the start.' },
  ramp: { text: 'Ramp', hint: 'Straight from a first level to the full load, then level.' },
  steps: { text: 'Steps', hint: 'Equal steps up, all of one length.' },
  spike: { text: 'Spike', hint: 'A quiet level, the full load for a while, and the quiet level again.' },
  soak: { text: 'Soak', hint: 'Slowly up, long at the full load, slowly down.' },
};
const KIND_OPTIONS = LOAD_SHAPE_KINDS.map((kind) => ({ value: kind, text: KIND_TEXTS[kind].text }));

interface FieldOfShape {
  readonly name: Exclude<keyof ShapeForm, 'kind'>;
  /** Its name in the schema, by which errors come. */
  readonly schemaName: string;
  readonly label: string;
  readonly unit?: string;
  readonly hint?: string;
}

const OF_LOAD = { unit: '%', hint: 'Of the full load.' };
const OF_DURATION = { unit: '%', hint: 'Of the duration.' };
const FIELDS: Readonly<Record<LoadShape['kind'], readonly FieldOfShape[]>> = {
  constant: [],
  ramp: [
    { name: 'rampFromPercent', schemaName: 'fromLevel', label: 'First level', ...OF_LOAD },
    { name: 'rampPercent', schemaName: 'rampFraction', label: 'Length of the ramp', ...OF_DURATION },
  ],
  steps: [{ name: 'steps', schemaName: 'steps', label: 'Number of steps' }],
  spike: [
    { name: 'spikeBasePercent', schemaName: 'baseLevel', label: 'Quiet level', ...OF_LOAD },
    { name: 'spikeStartPercent', schemaName: 'startFraction', label: 'Start of the spike', ...OF_DURATION },
    { name: 'spikeLengthPercent', schemaName: 'lengthFraction', label: 'Length of the spike', ...OF_DURATION },
  ],
  soak: [{ name: 'soakPercent', schemaName: 'rampFraction', label: 'Way up and way down', ...OF_DURATION }],
};

/** How the load goes over time, and for how long. */
export function ShapeFields({ form, errors, onForm }: LoadFormProps) {
  const { shape } = form;
  return (
    <div class="field-grid">
      <TextField
        label="Duration"
        numeric
        unit="s"
        value={form.durationSeconds}
        error={errors.get('spec.durationSeconds')}
        onValue={(durationSeconds) => onForm({ ...form, durationSeconds })}
      />
      <SelectField
        label="Shape"
        value={shape.kind}
        options={KIND_OPTIONS}
        hint={KIND_TEXTS[shape.kind].hint}
        onValue={(kind) => onForm({ ...form, shape: { ...shape, kind: kind as LoadShape['kind'] } })}
      />
      {FIELDS[shape.kind].map(({ name, schemaName, ...field }) => (
        <TextField
          key={name}
          {...field}
          numeric
          value={shape[name]}
          error={errors.get(`spec.load.shape.${schemaName}`)}
          onValue={(value) => onForm({ ...form, shape: { ...shape, [name]: value } })}
        />
      ))}
    </div>
  );
}
