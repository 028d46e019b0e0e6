import { dailyGpuCapUsd, type SpendingSettings } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { formatInstant } from '../../format/instant.ts';
import { formatUsd } from '../../format/money.ts';
import { LiveView } from '../../ui/live-view.tsx';
import { AmountForm } from './amount-form.tsx';

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
        <LiveView state={spending} label="Loading the cap" lines={5}>
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
  return (
    <AmountForm
      label="New cap"
      unit="USD a day"
      amount={cap}
      schema={dailyGpuCapUsd}
      range="Write an amount in dollars from 0 to 100,000."
      setText="Set the cap"
      noneText="No cap"
      doing="Setting the cap"
      done="The cap was changed."
      put={(next) => callables.call('setSpendingCap', { dailyGpuCapUsd: next })}
    />
  );
}
