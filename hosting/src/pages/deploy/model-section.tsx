import { MODEL_CATALOGUE, MODEL_IDS, type ModelId } from '@proving-ground/shared';
import { type Choice, ChoiceField } from '../../ui/choice-field.tsx';
import type { FieldErrors } from '../../ui/field-errors.ts';
import { FormSection } from '../../ui/form-section.tsx';
import { type DeployForm, withModel } from './deploy-form.ts';
import { RegionsField } from './regions-field.tsx';

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
    <FormSection title="Model and regions" lead="An open model of the Gemma 3 family, in one region or several.">
      <ChoiceField
        legend="Model"
        choices={MODELS}
        value={form.model as ModelId}
        locked={
          keepsModel ? "Kept: the model is part of the model server's image, which is not built anew." : undefined
        }
        onValue={(model) => onChange(withModel(form, model))}
      />
      <RegionsField form={form} errors={errors} onRegions={(regions) => onChange({ regions })} />
    </FormSection>
  );
}
