import type { FieldErrors } from './field-errors.ts';

/** Says that something is wrong also to those who do not see the fields. */
export function ErrorsHint({ errors }: { readonly errors: FieldErrors }) {
  return (
    <p class="field-hint" role="status">
      {errors.size > 0 && `${errors.size} ${errors.size === 1 ? 'field needs' : 'fields need'} correcting.`}
    </p>
  );
}
