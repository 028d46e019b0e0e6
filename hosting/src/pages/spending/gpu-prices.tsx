import { GPU_TYPES, type GpuType, gpuUsdPerHour, type PriceSettings, UNLISTED_GPU_TYPES } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { formatInstant } from '../../format/instant.ts';
import { formatUsd } from '../../format/money.ts';
import { LiveView } from '../../ui/live-view.tsx';
import { AmountForm } from './amount-form.tsx';

/** What GPUs cost whose price is in no list that could be verified: owners enter it, everybody sees it. */
export function GpuPrices() {
  const { data } = useApi();
  const prices = useLive(() => data.prices(), 'prices');
  return (
    <section class="card" aria-labelledby="prices-title">
      <header class="card-header">
        <h2 id="prices-title">GPU prices</h2>
      </header>
      <div class="card-body">
        <LiveView state={prices} label="Loading the prices" lines={5}>
          {(settings) => UNLISTED_GPU_TYPES.map((type) => <GpuPrice key={type} type={type} settings={settings} />)}
        </LiveView>
      </div>
    </section>
  );
}

function GpuPrice({ type, settings }: { readonly type: GpuType; readonly settings: PriceSettings | null }) {
  const { session } = useApi();
  return (
    <>
      <p>{priceText(type, settings)}</p>
      {session.may('owner') ? (
        <PriceForm type={type} price={settings?.gpuUsdPerHour[type] ?? null} />
      ) : (
        <p class="field-hint">Owners can enter it.</p>
      )}
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

function PriceForm({ type, price }: { readonly type: GpuType; readonly price: number | null }) {
  const { callables } = useApi();
  return (
    <AmountForm
      label={`Price of one ${GPU_TYPES[type].label}`}
      unit="USD an hour"
      amount={price}
      schema={gpuUsdPerHour}
      range="Write an amount in dollars above 0, up to 1,000."
      setText="Enter the price"
      noneText="Not known"
      doing="Setting the price"
      done="The price was changed."
      put={(next) => callables.call('setGpuPrice', { gpuType: type, gpuUsdPerHour: next })}
    />
  );
}
