import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Button } from './button.tsx';

/** Asks before something that cannot be taken back. The browser's own dialog keeps focus and the Escape key. */
export function ConfirmDialog(props: {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly confirmText: string;
  /** The way out, where there is nothing that goes on. */
  readonly keepText?: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby={titleId} onClose={props.onClose}>
      <h2 id={titleId}>{props.title}</h2>
      <div>{props.children}</div>
      <div class="actions">
        <Button onClick={() => dialog.current?.close()}>{props.keepText ?? 'Keep going'}</Button>
        <Button
          variant="danger"
          onClick={() => {
            props.onConfirm();
            dialog.current?.close();
          }}
        >
          {props.confirmText}
        </Button>
      </div>
    </dialog>
  );
}
