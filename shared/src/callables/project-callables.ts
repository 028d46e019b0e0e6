import { z } from 'zod';
import { alertSettings } from '../alerts/alert-settings.ts';
import { gpuType } from '../deployment/gpu-types.ts';
import { inventory } from '../deployment/inventory.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { role } from '../roles.ts';
import { gpuUsdPerHour } from '../spending/cost.ts';
import { dailyGpuCapUsd } from '../spending/spending.ts';
import type { CallableContracts } from './callable-contract.ts';

/** What owners and everybody else set and see of the project as a whole. */
export const PROJECT_CALLABLES = {
  claimRole: { role: null, request: z.strictObject({}), response: z.strictObject({ role: role.nullable() }) },
  /** What of ours is really there in the cloud, and what of it costs money. */
  takeInventory: { role: 'viewer', request: z.strictObject({}), response: inventory },
  setSpendingCap: {
    role: 'owner',
    request: z.strictObject({ dailyGpuCapUsd }),
    response: z.strictObject({ dailyGpuCapUsd }),
  },
  /** What one GPU costs in an hour where no list price could be verified; null takes it back. */
  setGpuPrice: {
    role: 'owner',
    request: z.strictObject({ gpuType, gpuUsdPerHour: gpuUsdPerHour.nullable() }),
    response: z.strictObject({ gpuType, gpuUsdPerHour: gpuUsdPerHour.nullable() }),
  },
  /** What is watched, and who is told. The secret that signs webhooks is answered once, when it is new. */
  setAlerts: {
    role: 'owner',
    request: z.strictObject({ settings: alertSettings, newWebhookSecret: z.boolean().default(false) }),
    response: z.strictObject({ webhookSecret: z.string().nullable() }),
  },
  /** Tells everybody who would be told, so that it can be seen to arrive. */
  testNotification: {
    role: 'owner',
    request: z.strictObject({ idempotencyKey }),
    response: z.strictObject({ notificationId: z.string() }),
  },
} as const satisfies CallableContracts;
