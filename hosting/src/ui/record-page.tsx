import type { ComponentChildren } from 'preact';
import type { LiveState } from '../api/live-state.ts';
import { LiveView } from './live-view.tsx';
import { PageHeader } from './page-header.tsx';
import { useTitle } from './use-title.ts';

/** A page about one record; until it is read, and where it cannot be, the page has the name of its kind. */
export function RecordPage<T>(props: {
  /** Of what kind the record is: "Load test". */
  readonly kind: string;
  readonly state: LiveState<T> & { readonly retry: () => void };
  /** More is being read without which the page would jump. */
  readonly isWaiting?: boolean;
  /** Where there is no such record. */
  readonly missing: ComponentChildren;
  readonly children: (record: T) => ComponentChildren;
}) {
  const { kind, isWaiting = false, missing, children } = props;
  const state = isWaiting && props.state.kind === 'ready' ? { ...props.state, kind: 'loading' as const } : props.state;
  useTitle(kind);
  return (
    <>
      {(state.kind === 'loading' || state.kind === 'failed') && <PageHeader title={kind} />}
      <LiveView<T> state={state} label={`Loading: ${kind}`} lines={14}>
        {(record) => (record === null ? missing : children(record))}
      </LiveView>
    </>
  );
}
