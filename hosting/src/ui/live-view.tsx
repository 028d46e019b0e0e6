import type { ComponentChildren } from 'preact';
import type { LiveState } from '../api/live-state.ts';
import { FailurePanel } from './failure-panel.tsx';
import { Skeleton } from './skeleton.tsx';

/** What is read live, in each of its states. */
export function LiveView<T>(props: {
  readonly state: LiveState<T> & { readonly retry: () => void };
  /** What is being loaded, for those who cannot see its place held. */
  readonly label: string;
  /** As many lines as what comes will have, about. */
  readonly lines: number;
  /** Of a failure; without it, the failure says enough. */
  readonly failedTitle?: string;
  /** Once it is read; null where there is no such record. */
  readonly children: (value: T | null) => ComponentChildren;
}) {
  const { state, label, lines, failedTitle, children } = props;
  switch (state.kind) {
    case 'loading':
      return <Skeleton lines={lines} label={label} />;
    case 'failed':
      return <FailurePanel failure={state.failure} retry={state.retry} {...(failedTitle && { title: failedTitle })} />;
    case 'missing':
      return <>{children(null)}</>;
    case 'ready':
      return <>{children(state.value)}</>;
  }
}
