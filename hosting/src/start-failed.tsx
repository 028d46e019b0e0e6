import type { FailureRecord } from '@proving-ground/shared';
import { Gate } from './session/gate.tsx';
import { Button } from './ui/button.tsx';
import { FailurePanel } from './ui/failure-panel.tsx';

/** The console could not find its backend. */
export function StartFailed({ failure }: { readonly failure: FailureRecord }) {
  return (
    <Gate title="The console cannot start" lead="It has not found what it belongs to.">
      <FailurePanel failure={failure}>
        <Button onClick={() => location.reload()}>Reload</Button>
      </FailurePanel>
    </Gate>
  );
}
