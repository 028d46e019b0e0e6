import type { LoadTest } from '@proving-ground/shared';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Notice } from '../../ui/notice.tsx';

/** What must be known before any figure is read. */
export function LoadTestNotices({ test }: { readonly test: LoadTest }) {
  const { status, failure, revisionAtEnd, target } = test;
  return (
    <>
      {failure && (
        <FailurePanel
          title={status === 'failed' ? 'This load test failed' : 'A part of this load test failed'}
          failure={failure}
        />
      )}
      {status === 'partial' && (
        <Notice>
          This test is partial: a part of the load or of the figures is missing. The remarks and the shards say which.
        </Notice>
      )}
      {status === 'stopped' && (
        <Notice>This test was stopped before its end: the figures hold what was measured until then.</Notice>
      )}
      {revisionAtEnd !== null && (
        <Notice>
          The service changed while it was tested: revision <code>{target.agent.revision}</code> answered at the start,{' '}
          <code>{revisionAtEnd}</code> at the end. The figures mix both.
        </Notice>
      )}
    </>
  );
}
