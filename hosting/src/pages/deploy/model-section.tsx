import { MODEL_CATALOGUE, MODEL_IDS, type ModelId, REGIONS } from '@proving-ground/shared';
import { SelectField } from '../../ui/select-field.tsx';
import { type DeployForm, withModel } from './deploy-form.ts';
import { FormSection } from './form-section.tsx';
import type { FieldErrors } from './validate-form.ts';

const REGION_OPTIONS = REGIONS.map((region) => ({ value: region, text: region }));

/** Which model, and where. */
export function ModelSection(props: {
  readonly form: DeployForm;
  readonly errors: FieldErrors;
  readonly onForm: (form: DeployForm) => void;
}) {
  const { form, errors, onForm } = props;
  return (
    <FormSection title="Model and region" lead="An open model of the Gemma 3 family, in a region that has GPUs.">
      <fieldset class="models">
        <legend>Model</legend>
        {MODEL_IDS.map((id) => (
          <ModelChoice key={id} id={id} chosen={form.model === id} onChoose={() => onForm(withModel(form, id))} />
        ))}
      </fieldset>
      <SelectField
        label="Region"
        value={form.region}
        options={REGION_OPTIONS}
        hint="Both services run here."
        error={errors.get('region')}
        onValue={(region) => onForm({ ...form, region })}
      />
    </FormSection>
  );
}

function ModelChoice(props: { readonly id: ModelId; readonly chosen: boolean; readonly onChoose: () => void }) {
  const { label, weightsGiB, runsOnCpu } = MODEL_CATALOGUE[props.id];
  return (
    <label class="model">
      <input type="radio" name="model" value={props.id} checked={props.chosen} onChange={props.onChoose} />
      <span>
        <strong>{label}</strong>
        <small>
          {weightsGiB} GiB of weights · {runsOnCpu ? 'with or without GPU' : 'needs a GPU'}
        </small>
      </span>
    </label>
  );
}
