import type { FieldErrors } from '../ui/field-errors.ts';
import type { LoadForm } from './load-form.ts';

/** What every part of the form works with. */
export interface LoadFormProps {
  readonly form: LoadForm;
  readonly errors: FieldErrors;
  readonly onForm: (form: LoadForm) => void;
}
