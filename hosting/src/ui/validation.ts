import type { FieldErrors } from './field-errors.ts';

/** What a form says. */
export interface Validation<T> {
  /** Null while anything is wrong. */
  readonly value: T | null;
  readonly errors: FieldErrors;
}
