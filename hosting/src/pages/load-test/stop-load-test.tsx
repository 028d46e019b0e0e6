import { isOver, type LoadTest } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { useAction } from '../../api/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { StopIcon } from '../../ui/icons.tsx';

/** Ends the load now; nothing is asked first, because what was measured stays and the test can be run again. */
export function StopLoadTest({ test }: { readonly test: LoadTest }) {
  const { callables, session } = useApi();
  const { run, busy, failure } = useAction('Stopping the load test');
  if (isOver(test.status) || !session.may('operator')) return null;

  const isStopping = busy || test.stopRequested;
  const stop = () =>
    run(async () => {
      await callables.call('stopLoadTest', { loadTestId: test.id });
    });
  return (
    <>
      <Button variant="danger" busy={isStopping} onClick={() => void stop()}>
        {!isStopping && <StopIcon />}
        {isStopping ? 'Stopping…' : 'Stop'}
      </Button>
      {failure && <FailurePanel title="Not stopped" failure={failure} />}
    </>
  );
}
