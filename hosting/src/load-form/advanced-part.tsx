import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

/** The fields of a form that hardly anybody changes, folded away. */
export function AdvancedPart(props: {
  /** Whether one of its fields is wrong: that must not hide, and a closed field cannot take the focus. */
  readonly isWrong: boolean;
  readonly children: ComponentChildren;
}) {
  const [opened, setOpened] = useState(false);
  return (
    <details
      class="card form-advanced"
      open={opened || props.isWrong}
      onToggle={(event) => setOpened(event.currentTarget.open)}
    >
      <summary>Advanced</summary>
      <div class="field-grid">{props.children}</div>
    </details>
  );
}
