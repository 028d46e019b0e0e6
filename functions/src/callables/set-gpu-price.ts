import {
  type CallableRequest,
  type CallableResponse,
  Failure,
  gpuLabel,
  UNLISTED_GPU_TYPES,
} from '@proving-ground/shared';
import { actorOf, type Caller } from '../platform/identify-caller.ts';
import type { SettingsStore } from '../store/settings-store.ts';

/**
 * Keeps what an owner says a GPU costs, where no list price could be verified: for the cap, estimates and results from now on.
 * @throws Failure failed-precondition for a GPU that is in the price table
 */
export async function setGpuPrice(input: {
  readonly request: CallableRequest<'setGpuPrice'>;
  readonly caller: Caller;
  readonly settings: Pick<SettingsStore, 'savePrices'>;
  readonly now: Date;
}): Promise<CallableResponse<'setGpuPrice'>> {
  const { request, caller, settings, now } = input;
  const { gpuType, gpuUsdPerHour } = request;
  if (!UNLISTED_GPU_TYPES.includes(gpuType)) {
    throw new Failure({
      code: 'failed-precondition',
      reason: 'PRICE_IS_LISTED',
      message: `The price of the ${gpuLabel(gpuType)} is in the price table, with the month it was read.`,
      nextStep: 'Nothing has to be entered for it.',
      retryable: false,
    });
  }
  const setBy = actorOf(caller);
  await settings.savePrices({ gpuUsdPerHour: { [gpuType]: gpuUsdPerHour }, setBy, setAt: now.toISOString() });
  return { gpuType, gpuUsdPerHour };
}
