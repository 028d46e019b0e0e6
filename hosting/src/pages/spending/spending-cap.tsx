import { dailyGpuCapUsd, type SpendingSettings } from '@proving-ground/shared';
import { useState } from 'preact/hooks';
import { useApi } from '../../api/api-context.ts';
import { useAction } from '../../api/use-action.ts';
import { useLive } from '../../api/use-live.ts';
import { formatInstant } from '../../format/instant.ts';
import { formatUsd } from '../../format/money.ts';
import { Button } from '../../ui/button.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';

/** The most that GPU services may cost in a day; owners change it, everybody sees it. */
export function SpendingCap() {
  const { data, session } = useApi();
  const spending = useLive(() => data.spending(), 'spending');
  return (
    <section class="card" aria-labelledby="cap-title">
      <header class="card-header">
        <h2 id="cap-title">Cap on GPU spending</h2>
      </header>
      <div class="spending-body">
        {spending.kind === 'loading' && <Skeleton lines={2} label="Loading the cap" />}
        {spending.kind === 'failed' && (
          <FailurePanel failure={spending.failure}>
            <Button onClick={spending.retry}>Try again</Button>
          </FailurePanel>
        )}
        {(spending.kind === 'ready' || spending.kind === 'missing') && (
          <>
            <p>{capText(spending.kind === 'ready' ? spending.value : null)}</p>
            {session.may('owner') ? <CapForm /> : <p class="field-hint">Owners can change it.</p>}
          </>
        )}
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

function CapForm() {
  const { callables } = useApi();
  const [text, setText] = useState('');
  const [error, setError] = useState<string | undefined>(undefined);
  const { run, busy, failure } = useAction('Setting the cap');
  const set = (cap: number | null) =>
    run(async () => {
      await callables.call('setSpendingCap', { dailyGpuCapUsd: cap });
      setText('');
    });
  const submit = () => {
    const cap = dailyGpuCapUsd.safeParse(text.trim() === '' ? Number.NaN : Number(text));
    setError(cap.success ? undefined : 'Write an amount in dollars from 0 to 100,000.');
    if (cap.success) void set(cap.data);
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
        <Button busy={busy} onClick={() => void set(null)}>
          No cap
        </Button>
      </form>
      {failure && <FailurePanel title="Not changed" failure={failure} />}
    </>
  );
}
