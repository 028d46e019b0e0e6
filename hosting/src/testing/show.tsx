import { type ComponentChildren, render } from 'preact';
import { act } from 'preact/test-utils';
import { LocationProvider } from 'preact-iso';
import { afterEach } from 'vitest';
import { type Api, ApiContext } from '../api/api-context.ts';

let shown: HTMLElement | null = null;

/** Puts something on the page as the console would, at a path; gone again after the test. */
export function show(content: ComponentChildren, options: { readonly api: Api; readonly path?: string }): HTMLElement {
  clear();
  window.history.replaceState(null, '', options.path ?? '/');
  const root = document.createElement('div');
  document.body.append(root);
  shown = root;
  void act(() => {
    render(
      <ApiContext.Provider value={options.api}>
        <LocationProvider>{content}</LocationProvider>
      </ApiContext.Provider>,
      root,
    );
  });
  return root;
}

export function clear(): void {
  if (!shown) return;
  render(null, shown);
  shown.remove();
  shown = null;
}

afterEach(clear);
