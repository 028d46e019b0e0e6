import type { ComponentChildren } from 'preact';
import { Logo } from '../ui/logo.tsx';
import './gate.css';

/** The page before the console: one panel in the middle. */
export function Gate(props: {
  readonly title: string;
  readonly lead: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  return (
    <main class="gate">
      <div class="gate-panel">
        <p class="brand">
          <Logo />
          Proving Ground
        </p>
        <h1>{props.title}</h1>
        <p class="page-lead">{props.lead}</p>
        {props.children}
      </div>
    </main>
  );
}
