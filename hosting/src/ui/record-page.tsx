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
  /** Where there is no such record. */
  readonly missing: ComponentChildren;
  readonly children: (record: T) => ComponentChildren;
}) {
  const { kind, state, missing, children } = props;
  useTitle(kind);
  return (
    <>
      {(state.kind === 'loading' || state.kind === 'failed') && <PageHeader title={kind} />}
      <LiveView state={state} label={`Loading: ${kind}`} lines={14}>
        {(record) => (record === null ? missing : children(record))}
      </LiveView>
    </>
  );
}
