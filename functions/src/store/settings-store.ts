import { SETTINGS_PATHS, type SpendingSettings, spendingSettings } from '@proving-ground/shared';
import type { Firestore } from 'firebase-admin/firestore';
import { parseDocument } from './parse-document.ts';

/** What owners have set for the whole project. */
export interface SettingsStore {
  /** Null when nobody has set any. */
  spending(): Promise<SpendingSettings | null>;
  saveSpending(settings: SpendingSettings): Promise<void>;
}

export function createSettingsStore(db: Firestore): SettingsStore {
  const spending = db.doc(SETTINGS_PATHS.spending);
  return {
    spending: async () => parseDocument(spendingSettings, await spending.get()),
    saveSpending: async (settings) => void (await spending.set(settings)),
  };
}
