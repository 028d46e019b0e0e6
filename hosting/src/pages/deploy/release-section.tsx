import { CheckField } from '../../ui/check-field.tsx';
import { FormSection } from '../../ui/form-section.tsx';
import type { DeployForm } from './deploy-form.ts';

/** What happens when the new pair is verified, and who may ask it then. */
export function ReleaseSection(props: {
  readonly form: DeployForm;
  readonly onChange: (part: Partial<DeployForm>) => void;
}) {
  const { form, onChange } = props;
  return (
    <FormSection title="Release" lead="New revisions are verified without traffic; then both get all of it at once.">
      <CheckField
        label="Hold before traffic"
        hint="The verified pair gets no traffic until somebody promotes it; what serves now goes on serving."
        checked={form.holdBeforeTraffic}
        onChecked={(holdBeforeTraffic) => onChange({ holdBeforeTraffic })}
      />
      <CheckField
        label="Public agent"
        hint="Anybody on the internet may ask it, at your cost. The model server stays private."
        checked={form.isPublic}
        onChecked={(isPublic) => onChange({ isPublic })}
      />
      {form.isPublic && (
        <p class="field-error" role="status">
          With this release the agent's address is open to everybody: each question may start a GPU.
        </p>
      )}
    </FormSection>
  );
}
