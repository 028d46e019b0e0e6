import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** A part of a form under its own heading. */
export function FormSection(props: {
  readonly title: string;
  readonly lead: string;
  /** Why nothing in it can be changed now; undefined when it can. */
  readonly locked?: string | undefined;
  readonly children: ComponentChildren;
}) {
  const { title, lead, locked, children } = props;
  const id = useId();
  return (
    <section class="card form-section" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        <p>{lead}</p>
      </header>
      {locked && (
        <p class="field-hint" id={`${id}-locked`}>
          {locked}
        </p>
      )}
      {/* Always there, so that what has the focus stays when `locked` changes. */}
      <fieldset class="form-section-fields" disabled={locked !== undefined} aria-describedby={locked && `${id}-locked`}>
        {children}
      </fieldset>
    </section>
  );
}
