import type { DeploymentScope } from '@proving-ground/shared';
import type { DeployForm } from './deploy-form.ts';
import { FormSection } from './form-section.tsx';

const SCOPES: readonly { readonly scope: DeploymentScope; readonly title: string; readonly text: string }[] = [
  { scope: 'pair', title: 'The whole pair', text: 'Both images are built.' },
  { scope: 'settings', title: 'Settings only', text: 'Variables, sizes and limits; the live images are used again.' },
  { scope: 'agent', title: 'Agent only', text: 'Its image is built; the live model server stays as it is.' },
  { scope: 'backend', title: 'Model server only', text: 'Its image is built; the agent points at the new one.' },
];

/** What is made anew, and what happens when it is verified. */
export function ReleaseSection(props: {
  readonly form: DeployForm;
  /** Whether a pair is live that parts can be taken from. */
  readonly hasLivePair: boolean;
  readonly onForm: (form: DeployForm) => void;
}) {
  const { form, hasLivePair, onForm } = props;
  const scopes = hasLivePair ? SCOPES : SCOPES.filter(({ scope }) => scope === 'pair' || scope === form.scope);
  return (
    <FormSection title="Release" lead="New revisions are verified without traffic; then both get all of it at once.">
      {scopes.length > 1 && (
        <fieldset class="models">
          <legend>What is made anew</legend>
          {scopes.map(({ scope, title, text }) => (
            <label key={scope} class="model">
              <input
                type="radio"
                name="scope"
                value={scope}
                checked={form.scope === scope}
                onChange={() => onForm({ ...form, scope })}
              />
              <span>
                <strong>{title}</strong>
                <small>{text}</small>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <CheckField
        label="Hold before traffic"
        hint="The verified pair waits until somebody promotes it."
        checked={form.holdBeforeTraffic}
        onChecked={(holdBeforeTraffic) => onForm({ ...form, holdBeforeTraffic })}
      />
      <CheckField
        label="Public agent"
        hint="Anybody on the internet may ask it, at your cost. The model server stays private."
        checked={form.isPublic}
        onChecked={(isPublic) => onForm({ ...form, isPublic })}
      />
      {form.isPublic && (
        <p class="field-error" role="status">
          With this release the agent's address is open to everybody: each question may start a GPU.
        </p>
      )}
    </FormSection>
  );
}

function CheckField(props: {
  readonly label: string;
  readonly hint: string;
  readonly checked: boolean;
  readonly onChecked: (checked: boolean) => void;
}) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onChecked(event.currentTarget.checked)}
      />
      <span>
        <strong>{props.label}</strong>
        <small>{props.hint}</small>
      </span>
    </label>
  );
}
