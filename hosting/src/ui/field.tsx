import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface FieldIds {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
}

export interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

/** Label, control, hint and error, tied together for those who cannot see them side by side. */
export function Field(props: FieldProps & { readonly control: (ids: FieldIds) => ComponentChildren }) {
  const id = useId();
  const { label, hint, error, control } = props;
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class="field" data-invalid={error !== undefined}>
      <label for={id}>{label}</label>
      {control({ id, describedBy: described || undefined, invalid: error !== undefined })}
      {error && (
        <p class="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
