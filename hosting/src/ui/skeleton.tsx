/** Holds the place of what is being loaded, at its later size. */
export function Skeleton(props: { readonly lines: number; readonly label: string }) {
  return (
    <div class="skeleton" role="status" aria-label={props.label}>
      {Array.from({ length: props.lines }, (_, index) => (
        <span key={index} class="skeleton-line" />
      ))}
    </div>
  );
}
