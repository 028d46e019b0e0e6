import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type RequestOptions, requestOptions } from '../answers/sampling-options.ts';
import { PARAMS_LAYER } from './manifest.ts';
import type { StoredModel } from './model-store.ts';

/** The options that the model's publisher sets; what this server does not know of them, it leaves out. */
export async function readModelParams({ manifest, weightsFile }: StoredModel): Promise<RequestOptions> {
  const layer = manifest.layers.find(({ mediaType }) => mediaType === PARAMS_LAYER);
  if (!layer) return {};
  const file = join(dirname(weightsFile), layer.digest.replace(':', '-'));
  return requestOptions.strip().parse(JSON.parse(await readFile(file, 'utf8')));
}
