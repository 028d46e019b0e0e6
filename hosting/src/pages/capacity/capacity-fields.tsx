import { LOAD_LIMITS, UNSAID_THRESHOLD } from '@proving-ground/shared';
import type { ComponentChildren } from 'preact';
import { AdvancedPart } from '../../load-form/advanced-part.tsx';
import { ScenarioFields } from '../../load-form/scenario-fields.tsx';
import { ChoiceField } from '../../ui/choice-field.tsx';
import type { FieldErrors } from '../../ui/field-errors.ts';
import { FormSection } from '../../ui/form-section.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { CapacityForm } from './capacity-form.ts';
import '../../load-form/load-form.css';

type NumberField = Exclude<keyof CapacityForm, 'target' | 'mode' | 'slo' | 'load'>;

export interface CapacityFormProps {
  readonly form: CapacityForm;
  readonly errors: FieldErrors;
  readonly onForm: (form: CapacityForm) => void;
}

const MODES = [
  {
    value: 'rate',
    title: 'Requests a second',
    text: 'They come at their own rate, as independent visitors do, however long answers take.',
  },
  {
    value: 'users',
    title: 'Users at the same time',
    text: 'Each waits for an answer, reads it, and asks the next question.',
  },
] as const;

const ADVANCED = ['maxSteps', 'requestTimeoutSeconds', 'seed'] as const satisfies readonly NumberField[];

/** What has to be kept, by which load it is tried, and how far. */
export function CapacityFields(props: CapacityFormProps & { readonly targetField: ComponentChildren }) {
  const { form, errors, onForm } = props;
  const unit = form.mode === 'rate' ? 'req/s' : 'users';
  const text = (field: NumberField, label: string, more: { readonly unit?: string; readonly hint?: string }) => (
    <TextField
      label={label}
      numeric
      {...more}
      value={form[field]}
      error={errors.get(`spec.${field}`)}
      onValue={(value) => onForm({ ...form, [field]: value })}
    />
  );
  return (
    <>
      <FormSection title="Target and scenario" lead="Which agent, and what each request asks of it.">
        {props.targetField}
        <ScenarioFields form={form.load} errors={errors} onForm={(load) => onForm({ ...form, load })} />
      </FormSection>
      <FormSection title="What has to be kept" lead="The search looks for the highest load that keeps all of it.">
        <TextField
          label="Thresholds"
          value={form.slo}
          hint={`Percentiles, errors and drops, for example p95Ms<5000,ttftP95Ms<800. Without one on errors, ${UNSAID_THRESHOLD} counts too.`}
          error={errors.get('spec.slo')}
          onValue={(slo) => onForm({ ...form, slo })}
        />
      </FormSection>
      <FormSection title="Search" lead="Doubled until a step misses, then halved in distance. A warm-up comes first.">
        <ChoiceField
          legend="Look for"
          choices={MODES}
          value={form.mode}
          onValue={(mode) => onForm({ ...form, mode })}
        />
        <div class="field-grid">
          {text('startAt', 'Begin with', { unit })}
          {text('most', 'At most', {
            unit,
            hint: `No step goes beyond; up to ${(form.mode === 'rate' ? LOAD_LIMITS.requestsPerSecond : LOAD_LIMITS.users).toLocaleString('en')}.`,
          })}
          {text('stepSeconds', 'A step takes', {
            unit: 's',
            hint: 'Best with 150 answers or more. What is close is tried again, twice as long.',
          })}
          {text('precision', 'Precision', { unit: '%', hint: 'How far apart kept and missed may be in the end.' })}
        </div>
      </FormSection>
      <AdvancedPart isWrong={ADVANCED.some((name) => errors.has(`spec.${name}`))}>
        {text('maxSteps', 'Most steps', { hint: 'Then the search ends with what it knows.' })}
        {text('requestTimeoutSeconds', 'Request timeout', {
          unit: 's',
          hint: 'A request that takes longer counts as failed.',
        })}
        {text('seed', 'Seed', { hint: 'The same seed gives the same arrivals and questions.' })}
      </AdvancedPart>
    </>
  );
}
