import type { ComponentChildren } from 'preact';
import { RunningIcon } from './icons.tsx';

type Variant = 'primary' | 'secondary' | 'quiet' | 'danger';

interface ButtonProps {
  readonly children: ComponentChildren;
  readonly variant?: Variant;
  readonly type?: 'button' | 'submit';
  readonly disabled?: boolean;
  /** Something is under way: the button cannot be pressed and says so. */
  readonly busy?: boolean;
  readonly onClick?: () => void;
  /** Only where the visible content is no name. */
  readonly label?: string;
}

export function Button({ children, variant = 'secondary', type = 'button', busy = false, ...rest }: ButtonProps) {
  const { disabled = false, onClick, label } = rest;
  return (
    <button
      type={type}
      class={`button button-${variant}`}
      disabled={disabled || busy}
      aria-busy={busy}
      aria-label={label}
      onClick={onClick}
    >
      {busy && <RunningIcon />}
      {children}
    </button>
  );
}

export function LinkButton(props: {
  readonly href: string;
  readonly children: ComponentChildren;
  readonly variant?: Variant;
}) {
  return (
    <a href={props.href} class={`button button-${props.variant ?? 'secondary'}`}>
      {props.children}
    </a>
  );
}
