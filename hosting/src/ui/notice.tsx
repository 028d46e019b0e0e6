import type { ComponentChildren } from 'preact';
import { AlertIcon } from './icons.tsx';

/** Something worth knowing that is no failure. */
export function Notice({ children }: { readonly children: ComponentChildren }) {
  return (
    <div class="notice" role="note">
      <AlertIcon />
      <div>{children}</div>
    </div>
  );
}
