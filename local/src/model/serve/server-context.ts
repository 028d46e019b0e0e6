import type { ModelStore } from '../store/model-store.ts';
import type { BringModel } from '../weights/model-weights.ts';
import type { LoadedModels } from './loaded-models.ts';

/** What every route of the server is given. */
export interface ServerContext {
  readonly store: ModelStore;
  readonly models: LoadedModels;
  readonly bringModel: BringModel;
  /** Where a request says nothing. */
  readonly defaults: { readonly contextTokens: number; readonly keepAliveMs: number };
  readonly version: string;
  readonly onLog: (line: string) => void;
}
