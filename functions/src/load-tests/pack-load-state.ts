import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type LoadState, loadState } from '@proving-ground/shared';

/** Most of the saving at a fraction of the time: it happens every second beside the load. */
const LEVEL = 1;
/** Far above the largest state there can be; what claims to be larger was not written by us. */
const MAX_STATE_BYTES = 32 * 1_024 * 1_024;

/** Measured figures as a shard's document carries them. */
export function packLoadState(state: LoadState): Uint8Array<ArrayBuffer> {
  return deflateRawSync(JSON.stringify(state), { level: LEVEL });
}

/** @throws ZodError when another version wrote it, Error when it is damaged */
export function unpackLoadState(packed: Uint8Array): LoadState {
  const text = inflateRawSync(packed, { maxOutputLength: MAX_STATE_BYTES }).toString();
  return loadState.parse(JSON.parse(text));
}
