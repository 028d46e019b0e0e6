import {
  type GpuPrices,
  type PriceSettings,
  priceSettings,
  SETTINGS_PATHS,
  type SpendingSettings,
  type StoredAlertSettings,
  spendingSettings,
  storedAlertSettings,
  WEBHOOK_SECRET_PATH,
} from '@proving-ground/shared';
import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { parseDocument } from './parse-document.ts';

const webhookSecret = z.strictObject({ secret: z.string().min(32) });

/** What owners have set for the whole project. */
export interface SettingsStore {
  /** Null when nobody has set any. */
  spending(): Promise<SpendingSettings | null>;
  saveSpending(settings: SpendingSettings): Promise<void>;
  /** Null when nobody has set any. */
  alerts(): Promise<StoredAlertSettings | null>;
  saveAlerts(settings: StoredAlertSettings): Promise<void>;
  /** What signs webhooks; null before there was one. */
  webhookSecret(): Promise<string | null>;
  saveWebhookSecret(secret: string): Promise<void>;
  /** What GPUs cost in an hour, as owners say; those of the price table are not in it. */
  prices(): Promise<GpuPrices>;
  /** Adds to the prices that are there, or replaces one. */
  savePrices(settings: PriceSettings): Promise<void>;
}

export function createSettingsStore(db: Firestore): SettingsStore {
  const spending = db.doc(SETTINGS_PATHS.spending);
  const alerts = db.doc(SETTINGS_PATHS.alerts);
  const secret = db.doc(WEBHOOK_SECRET_PATH);
  const prices = db.doc(SETTINGS_PATHS.prices);
  return {
    spending: async () => parseDocument(spendingSettings, await spending.get()),
    saveSpending: async (settings) => void (await spending.set(settings)),
    alerts: async () => parseDocument(storedAlertSettings, await alerts.get()),
    saveAlerts: async (settings) => void (await alerts.set(settings)),
    webhookSecret: async () => parseDocument(webhookSecret, await secret.get())?.secret ?? null,
    saveWebhookSecret: async (value) => void (await secret.set({ secret: value })),
    prices: async () => parseDocument(priceSettings, await prices.get())?.gpuUsdPerHour ?? {},
    savePrices: async (settings) => void (await prices.set(settings, { merge: true })),
  };
}
