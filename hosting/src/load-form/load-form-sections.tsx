import type { ComponentChildren } from 'preact';
import { FormSection } from '../ui/form-section.tsx';
import type { LoadFormProps } from './load-form-props.ts';
import { ModelFields } from './model-fields.tsx';
import { ScenarioFields } from './scenario-fields.tsx';
import { ShapeFields } from './shape-fields.tsx';
import { SloField } from './slo-field.tsx';
import './load-form.css';

/** What to test with, how hard and what counts as good; the target's field comes in by a slot, as each form knows it. */
export function LoadFormSections(props: LoadFormProps & { readonly targetField: ComponentChildren }) {
  return (
    <>
      <FormSection title="Target and scenario" lead="Which agent, and what virtual users do with it.">
        {props.targetField}
        <ScenarioFields {...props} />
      </FormSection>
      <FormSection title="Load" lead="How much of it, for how long. The codelab has 20 users for a minute.">
        <ModelFields {...props} />
        <ShapeFields {...props} />
      </FormSection>
      <FormSection title="Verdict" lead="What the figures are held against when the test is over.">
        <SloField {...props} />
      </FormSection>
    </>
  );
}
