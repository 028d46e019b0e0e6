import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** A part of the form under its own heading. */
export function FormSection(props: {
  readonly title: string;
  readonly lead: string;
  readonly children: ComponentChildren;
}) {
  const titleId = useId();
  return (
    <section class="card form-section" aria-labelledby={titleId}>
      <header>
        <h2 id={titleId}>{props.title}</h2>
        <p>{props.lead}</p>
      </header>
      {props.children}
    </section>
  );
}
