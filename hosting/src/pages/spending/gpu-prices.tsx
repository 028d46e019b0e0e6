import { GPU_TYPES, type GpuType, gpuUsdPerHour, type PriceSettings, UNLISTED_GPU_TYPES } from '@proving-ground/shared';
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

/** What GPUs cost whose price is in no list that could be verified: owners enter it, everybody sees it. */
export function GpuPrices() {
  const { data } = useApi();
  const prices = useLive(() => data.prices(), 'prices');
  return (
    <section class="card" aria-labelledby="prices-title">
      <header class="card-header">
        <h2 id="prices-title">GPU prices</h2>
      </header>
      <div class="spending-body">
        {prices.kind === 'loading' && <Skeleton lines={2} label="Loading the prices" />}
        {prices.kind === 'failed' && (
          <FailurePanel failure={prices.failure}>
            <Button onClick={prices.retry}>Try again</Button>
          </FailurePanel>
        )}
        {(prices.kind === 'ready' || prices.kind === 'missing') &&
          UNLISTED_GPU_TYPES.map((type) => (
            <GpuPrice key={type} type={type} settings={prices.kind === 'ready' ? prices.value : null} />
          ))}
      </div>
    </section>
  );
}

function GpuPrice({ type, settings }: { readonly type: GpuType; readonly settings: PriceSettings | null }) {
  const { session } = useApi();
  return (
    <>
      <p>{priceText(type, settings)}</p>
      {session.may('owner') ? <PriceForm type={type} /> : <p class="field-hint">Owners can enter it.</p>}
    </>
  );
}

function priceText(type: GpuType, settings: PriceSettings | null): string {
  const { label } = GPU_TYPES[type];
  const price = settings?.gpuUsdPerHour[type] ?? null;
  if (settings === null || price === null) {
    return `${label}: no verified list price, so what it costs is unknown. While a cap is set, a deployment with it is refused.`;
  }
  const { setBy, setAt } = settings;
  return `${label}: ${formatUsd(price)} an hour, entered by ${setBy.email ?? setBy.uid}, ${formatInstant(setAt)}. CPU and memory come on top.`;
}

function PriceForm({ type }: { readonly type: GpuType }) {
  const { callables } = useApi();
  const [text, setText] = useState('');
  const [error, setError] = useState<string | undefined>(undefined);
  const { run, busy, failure } = useAction('Setting the price');
  const set = (price: number | null) =>
    run(async () => {
      await callables.call('setGpuPrice', { gpuType: type, gpuUsdPerHour: price });
      setText('');
    });
  const submit = () => {
    const price = gpuUsdPerHour.safeParse(text.trim() === '' ? Number.NaN : Number(text));
    setError(price.success ? undefined : 'Write an amount in dollars above 0, up to 1,000.');
    if (price.success) void set(price.data);
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
        <TextField
          label={`Price of one ${GPU_TYPES[type].label}`}
          numeric
          unit="USD an hour"
          value={text}
          error={error}
          onValue={setText}
        />
        <Button type="submit" variant="primary" busy={busy}>
          Enter the price
        </Button>
        <Button busy={busy} onClick={() => void set(null)}>
          Not known
        </Button>
      </form>
      {failure && <FailurePanel title="Not changed" failure={failure} />}
    </>
  );
}
