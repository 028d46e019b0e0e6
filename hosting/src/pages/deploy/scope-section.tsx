import type { DeploymentScope } from '@proving-ground/shared';
import { useState } from 'preact/hooks';
import { SCOPE_TITLES } from '../../format/scope-titles.ts';
import { Button } from '../../ui/button.tsx';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { FormSection } from '../../ui/form-section.tsx';
import { UndoLine } from '../../ui/undo-line.tsx';
import type { DeployForm } from './deploy-form.ts';
import { scopeText } from './scope-text.ts';
import { hasLiveValues, withLiveValues } from './scoped-form.ts';
import type { LivePair } from './use-live-pair.ts';

const SCOPES: readonly DeploymentScope[] = ['pair', 'settings', 'agent', 'backend'];

/** What is made anew, where a pair is live that the rest can be taken from. */
export function ScopeSection(props: {
  readonly form: DeployForm;
  readonly pair: LivePair;
  readonly onChange: (part: Partial<DeployForm>) => void;
}) {
  const { form, pair, onChange } = props;
  /** What was in the form before the live values took its place. */
  const [overwritten, setOverwritten] = useState<DeployForm | null>(null);
  if (pair.kind !== 'live') return null;
  const { deployment } = pair;
  const isLive = hasLiveValues(form, deployment.spec);
  const fillIn = () => {
    setOverwritten(form);
    onChange(withLiveValues(form, deployment.spec));
  };
  return (
    <FormSection
      title="Scope"
      lead={`${deployment.spec.agent.serviceName} is live in ${deployment.spec.region}. What is kept is taken from it.`}
    >
      <ChoiceField
        legend="What is made anew"
        choices={SCOPES.map((value) => ({ value, title: SCOPE_TITLES[value], text: scopeText(value, deployment) }))}
        value={form.scope}
        onValue={(scope) => onChange({ scope })}
      />
      {!isLive && (
        <div class="scope-live">
          <p class="field-hint">
            Some values below are not those of <a href={`/deployments/${deployment.id}`}>what is live</a>: they change
            with this release.
          </p>
          <Button onClick={fillIn}>Fill in the live values</Button>
        </div>
      )}
      <UndoLine onUndo={isLive && overwritten ? () => onChange(overwritten) : null}>
        The live values are filled in.
      </UndoLine>
    </FormSection>
  );
}
