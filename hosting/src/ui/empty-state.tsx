import type { ComponentChildren } from 'preact';

/** Where there is nothing yet: why, and what makes it something. */
export function EmptyState(props: {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly action?: ComponentChildren;
}) {
  return (
    <section class="empty">
      <svg class="empty-art" viewBox="0 0 160 64" aria-hidden="true" focusable="false">
        <path d="M4 58h36l26-42 20 27 11-14 27 29h32" />
        <circle cx="112" cy="14" r="6" />
      </svg>
      <h2>{props.title}</h2>
      <p>{props.children}</p>
      {props.action && <div class="actions">{props.action}</div>}
    </section>
  );
}
