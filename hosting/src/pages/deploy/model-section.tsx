import { MODEL_CATALOGUE, MODEL_IDS, type ModelId, REGIONS } from '@proving-ground/shared';
import { type Choice, ChoiceField } from '../../ui/choice-field.tsx';
import type { FieldErrors } from '../../ui/field-errors.ts';
import { FormSection } from '../../ui/form-section.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { type DeployForm, withModel } from './deploy-form.ts';

const REGION_OPTIONS = REGIONS.map((region) => ({ value: region, text: region }));
const MODELS: readonly Choice<ModelId>[] = MODEL_IDS.map((value) => {
  const { label, weightsGiB, runsOnCpu } = MODEL_CATALOGUE[value];
  const needs = runsOnCpu ? 'with or without GPU' : 'needs a GPU';
  return { value, title: label, text: `${weightsGiB} GiB of weights · ${needs}` };
});

/** Which model, and where. */
export function ModelSection(props: {
  readonly form: DeployForm;
  /** Whether the model is that of the live image. */
  readonly keepsModel: boolean;
  readonly errors: FieldErrors;
  readonly onChange: (part: Partial<DeployForm>) => void;
}) {
  const { form, keepsModel, errors, onChange } = props;
  return (
    <FormSection title="Model and region" lead="An open model of the Gemma 3 family, in a region that has GPUs.">
      <ChoiceField
        legend="Model"
        choices={MODELS}
        value={form.model as ModelId}
        locked={
          keepsModel ? "Kept: the model is part of the model server's image, which is not built anew." : undefined
        }
        onValue={(model) => onChange(withModel(form, model))}
      />
      <SelectField
        label="Region"
        value={form.region}
        options={REGION_OPTIONS}
        hint="Both services run here."
        error={errors.get('region')}
        onValue={(region) => onChange({ region })}
      />
    </FormSection>
  );
}
