import { type LoadTargetRecord, type LoadTest, loadTargetName } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { useChange } from '../../api/use-change.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { CheckIcon } from '../../ui/icons.tsx';
import { UndoLine } from '../../ui/undo-line.tsx';

/** The test that others of the same service are compared with: this one, another, or none yet. */
export function BaselineActions(props: { readonly test: LoadTest; readonly targets: readonly LoadTargetRecord[] }) {
  const { test, targets } = props;
  const { callables, session } = useApi();
  const { region, agent } = test.target;
  // A region that is no longer offered cannot be named to the callable; such a test stays as it is.
  const target = loadTargetName.safeParse({ region, agentServiceName: agent.name }).data;
  const { change, undo, busy, failure } = useChange<string | null>('Setting the baseline', async (loadTestId) => {
    if (target) await callables.call('setLoadBaseline', { target, loadTestId });
  });
  if (!target) return null;

  const baselineId =
    targets.find((record) => record.region === region && record.name === agent.name)?.baselineLoadTestId ?? null;
  const isBaseline = baselineId === test.id;
  return (
    <>
      {isBaseline && <Badge text="Is the baseline" tone="info" Icon={CheckIcon} />}
      {session.may('operator') && isBaseline && (
        <Button variant="quiet" busy={busy} onClick={() => void change(test.id, null)}>
          Unset baseline
        </Button>
      )}
      {session.may('operator') && !isBaseline && test.status === 'finished' && (
        <Button busy={busy} onClick={() => void change(baselineId, test.id)}>
          Set as baseline
        </Button>
      )}
      {baselineId && !isBaseline && test.headline && (
        <LinkButton variant="primary" href={`/load-compare?base=${baselineId}&next=${test.id}`}>
          Compare with baseline
        </LinkButton>
      )}
      <UndoLine busy={busy} onUndo={undo}>
        The baseline was changed.
      </UndoLine>
      {failure && <FailurePanel title="Baseline not changed" failure={failure} />}
    </>
  );
}
