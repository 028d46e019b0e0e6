import { ApiError, modelNotFound } from '../api-error.ts';
import { type ModelName, parseModelName } from '../model-name.ts';
import type { ModelStore, StoredModel } from '../store/model-store.ts';

/** @throws ApiError 400 for what is no name. */
export function readModelName(text: string): ModelName {
  if (text === '') throw new ApiError(400, 'model is required');
  const name = parseModelName(text);
  if (!name) throw new ApiError(400, 'invalid model name');
  return name;
}

/** @throws ApiError 404 for a model that was not pulled. */
export async function findModel(store: ModelStore, text: string): Promise<StoredModel> {
  const model = await store.find(readModelName(text));
  if (!model) throw modelNotFound(text);
  return model;
}
