import type { ModelName } from '../model-name.ts';
import type { ModelContent, ModelStore } from '../store/model-store.ts';
import type { OnProgress } from './pull-progress.ts';

export interface WeightsRequest {
  readonly name: ModelName;
  /** Where blobs are to be left, finished or not: the next attempt goes on from there. */
  readonly cache: ModelStore;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
}

/** A place that model weights come from. */
export interface WeightsSource {
  /** As it is named to a person. */
  readonly label: string;
  /** Resolves to `null` when it does not have this model. */
  fetch(request: WeightsRequest): Promise<ModelContent | null>;
}
