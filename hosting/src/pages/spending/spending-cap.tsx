import { dailyGpuCapUsd, type SpendingSettings } from '@proving-ground/shared';
import { useState } from 'preact/hooks';
import { useApi } from '../../api/api-context.ts';
import { useChange } from '../../api/use-change.ts';
import { useLive } from '../../api/use-live.ts';
import { formatInstant } from '../../format/instant.ts';
import { formatUsd } from '../../format/money.ts';
import { numberOf } from '../../format/number-of.ts';
import { Button } from '../../ui/button.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { LiveView } from '../../ui/live-view.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { UndoLine } from '../../ui/undo-line.tsx';

/** The most that GPU services may cost in a day; owners change it, everybody sees it. */
export function SpendingCap() {
  const { data, session } = useApi();
  const spending = useLive(() => data.spending(), 'spending');
  return (
    <section class="card" aria-labelledby="cap-title">
      <header class="card-header">
        <h2 id="cap-title">Cap on GPU spending</h2>
      </header>
      <div class="card-body">
        <LiveView state={spending} label="Loading the cap" lines={2}>
          {(settings) => (
            <>
              <p>{capText(settings)}</p>
              {session.may('owner') ? (
                <CapForm cap={settings?.dailyGpuCapUsd ?? null} />
              ) : (
                <p class="field-hint">Owners can change it.</p>
              )}
            </>
          )}
        </LiveView>
      </div>
    </section>
  );
}

function capText(settings: SpendingSettings | null): string {
  if (settings === null || settings.dailyGpuCapUsd === null) {
    return 'No cap is set: every deployment with a GPU is allowed.';
  }
  const { dailyGpuCapUsd: cap, setBy, setAt } = settings;
  return `${formatUsd(cap)} a day, set by ${setBy.email ?? setBy.uid}, ${formatInstant(setAt)}. A deployment with which all GPU services, busy all day, could cost more is refused.`;
}

function CapForm({ cap }: { readonly cap: number | null }) {
  const { callables } = useApi();
  const [text, setText] = useState('');
  const [error, setError] = useState<string | undefined>(undefined);
  const { change, undo, busy, failure } = useChange<number | null>('Setting the cap', async (next) => {
    await callables.call('setSpendingCap', { dailyGpuCapUsd: next });
    setText('');
  });
  const submit = () => {
    const typed = dailyGpuCapUsd.safeParse(numberOf(text));
    setError(typed.success ? undefined : 'Write an amount in dollars from 0 to 100,000.');
    if (typed.success) void change(cap, typed.data);
  };
  return (
    <>
      <form
        class="spending-form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField label="New cap" numeric unit="USD a day" value={text} error={error} onValue={setText} />
        <Button type="submit" variant="primary" busy={busy}>
          Set the cap
        </Button>
        <Button busy={busy} onClick={() => void change(cap, null)}>
          No cap
        </Button>
      </form>
      <UndoLine busy={busy} onUndo={undo}>
        The cap was changed.
      </UndoLine>
      {failure && <FailurePanel title="Not changed" failure={failure} />}
    </>
  );
}
