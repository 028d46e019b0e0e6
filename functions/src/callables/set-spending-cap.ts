import type { CallableRequest, CallableResponse } from '@proving-ground/shared';
import { actorOf, type Caller } from '../platform/identify-caller.ts';
import type { SettingsStore } from '../store/settings-store.ts';

/** Sets what GPU services may cost in a day, for deployments from now on; what is live stays live. */
export async function setSpendingCap(input: {
  readonly request: CallableRequest<'setSpendingCap'>;
  readonly caller: Caller;
  readonly settings: Pick<SettingsStore, 'saveSpending'>;
  readonly now: Date;
}): Promise<CallableResponse<'setSpendingCap'>> {
  const { request, caller, settings, now } = input;
  const { dailyGpuCapUsd } = request;
  const setBy = actorOf(caller);
  await settings.saveSpending({ dailyGpuCapUsd, setBy, setAt: now.toISOString() });
  return { dailyGpuCapUsd };
}
