/** Takes whoever wanted to send the form to the first thing that is wrong in it. */
export function focusFirstInvalid(form: HTMLFormElement | null): void {
  const field = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
  // In a closed part nothing can have the focus.
  field?.closest('details')?.setAttribute('open', '');
  field?.focus();
}
