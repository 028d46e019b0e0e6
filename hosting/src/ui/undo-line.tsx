import type { ComponentChildren } from 'preact';
import { Button } from './button.tsx';

/** Says what was just done, with the way to take it back; nothing while there is nothing to take back. */
export function UndoLine(props: {
  /** What was done. */
  readonly children: ComponentChildren;
  readonly busy?: boolean;
  readonly onUndo: (() => void) | null;
}) {
  const { children, busy = false, onUndo } = props;
  return (
    // Always there, so that what comes into it is read out.
    <div class="undo-line" role="status">
      {onUndo && (
        <>
          <p>{children}</p>
          <Button busy={busy} onClick={onUndo}>
            Undo
          </Button>
        </>
      )}
    </div>
  );
}
