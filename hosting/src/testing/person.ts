import { act } from 'preact/test-utils';

/** What a person does with what is shown, named as they would name it. */
export function person(root: HTMLElement) {
  const named = (selector: string, name: string) => {
    const found = [...root.querySelectorAll<HTMLElement>(selector)].find((element) => nameOf(element) === name);
    if (!found) throw new Error(`There is no ${selector} named "${name}" in: ${root.textContent}`);
    return found;
  };
  return {
    button: (name: string) => named('button', name) as HTMLButtonElement,
    link: (name: string) => named('a', name) as HTMLAnchorElement,
    field: (label: string) => fieldOf(root, label),
    press: (name: string) => act(() => named('button', name).click()),
    type: (label: string, text: string) =>
      act(() => {
        const field = fieldOf(root, label);
        field.value = text;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }),
    choose: (label: string, value: string) =>
      act(() => {
        const field = fieldOf(root, label);
        field.value = value;
        field.dispatchEvent(new Event('change', { bubbles: true }));
      }),
    /** Presses a check box or a radio button. */
    tick: (label: string) => act(() => fieldOf(root, label).click()),
    key: (element: Element, key: string, more: KeyboardEventInit = {}) =>
      act(() => {
        element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
      }),
  };
}

function nameOf(element: HTMLElement): string {
  return (element.getAttribute('aria-label') ?? element.textContent).trim();
}

function fieldOf(root: HTMLElement, label: string): HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  const labelled = [...root.querySelectorAll('label')].find((element) => element.textContent.trim() === label);
  const id = labelled?.getAttribute('for');
  const field = id
    ? document.getElementById(id)
    : (labelled?.querySelector('input') ?? root.querySelector(`[aria-label="${label}"]`));
  if (!field) throw new Error(`There is no field "${label}" in: ${root.textContent}`);
  return field as HTMLInputElement;
}
