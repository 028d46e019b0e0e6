import { Component, type ComponentChildren } from 'preact';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';

interface Props {
  readonly children: ComponentChildren;
}

/** A defect in one page leaves the rest of the console usable. */
export class ErrorBoundary extends Component<Props, { readonly error: Error | null }> {
  override state = { error: null };

  static override getDerivedStateFromError(error: Error) {
    return { error };
  }

  override componentDidCatch(error: unknown) {
    console.error(error);
  }

  override render({ children }: Props) {
    if (this.state.error === null) return children;
    return (
      <FailurePanel
        title="This page broke"
        failure={{
          code: 'internal',
          reason: 'CONSOLE_DEFECT',
          message: 'Something in the console itself went wrong; nothing was changed in your project by it.',
          nextStep: 'Reload the page. If it stays, report it with what the browser console says.',
          retryable: true,
        }}
      >
        <Button onClick={() => location.reload()}>Reload</Button>
      </FailurePanel>
    );
  }
}
