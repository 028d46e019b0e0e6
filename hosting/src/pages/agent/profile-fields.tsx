import type { FieldErrors } from '../../ui/field-errors.ts';
import { FormSection } from '../../ui/form-section.tsx';
import { TextAreaField } from '../../ui/text-area-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ChecksField } from './checks-field.tsx';
import type { ProfileForm } from './profile-form.ts';

/** Everything that makes an agent who it is. */
export function ProfileFields(props: {
  readonly form: ProfileForm;
  readonly locked: string | undefined;
  readonly errors: FieldErrors;
  readonly onChange: (part: Partial<ProfileForm>) => void;
}) {
  const { form, locked, errors, onChange } = props;
  return (
    <>
      <FormSection title="Who it is" lead="The model reads the persona before every question." locked={locked}>
        <TextField label="Name" value={form.name} error={errors.get('name')} onValue={(name) => onChange({ name })} />
        <TextField
          label="Description"
          hint="One sentence, for programs and for the page to try it."
          value={form.description}
          error={errors.get('description')}
          onValue={(description) => onChange({ description })}
        />
        <TextAreaField
          label="Persona"
          hint={`${form.persona.length} of 8000 characters. Few plain sentences work best on a small model.`}
          rows={12}
          value={form.persona}
          error={errors.get('persona')}
          onValue={(persona) => onChange({ persona })}
        />
      </FormSection>
      <FormSection
        title="What people ask"
        lead="The first questions on offer, and those that prove a release."
        locked={locked}
      >
        <TextAreaField
          label="Suggested questions"
          hint="One on each line, at most eight."
          rows={6}
          value={form.questions}
          error={errors.get('questions')}
          onValue={(questions) => onChange({ questions })}
        />
        <ChecksField checks={form.checks} errors={errors} onChecks={(checks) => onChange({ checks })} />
      </FormSection>
    </>
  );
}
