import type { ComponentChildren } from 'preact';

/** Where there is nothing yet: why, and what makes it something. */
export function EmptyState(props: {
  readonly title: string;
  /** Whether it is all there is on the page, so that its title is the page's. */
  readonly isPage?: boolean;
  readonly children: ComponentChildren;
  readonly action?: ComponentChildren;
}) {
  const { title, isPage = false, children, action } = props;
  return (
    <section class="empty">
      <svg class="empty-art" viewBox="0 0 160 64" aria-hidden="true" focusable="false">
        <path d="M4 58h36l26-42 20 27 11-14 27 29h32" />
        <circle cx="112" cy="14" r="6" />
      </svg>
      {isPage ? <h1>{title}</h1> : <h2>{title}</h2>}
      <p>{children}</p>
      {action && <div class="actions">{action}</div>}
    </section>
  );
}
