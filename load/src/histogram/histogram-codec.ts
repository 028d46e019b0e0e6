import { Failure, type HistogramState } from '@proving-ground/shared';
import { bucketIndex, Histogram, MAX_HISTOGRAM_VALUE } from './histogram.ts';

const NOTHING = new Uint8Array(0);

/** Packs a histogram: precision, then for each filled bucket its distance from the last one and its count, as varints. */
export function encodeHistogram(histogram: Histogram): HistogramState {
  const { count, sum, min, max } = histogram;
  const bytes: number[] = [];
  pushVarint(bytes, histogram.precisionBits);
  let previous = 0;
  for (const [index, samples] of histogram.buckets()) {
    pushVarint(bytes, index - previous);
    pushVarint(bytes, samples);
    previous = index;
  }
  return { count, sum, min, max, buckets: Buffer.from(bytes).toString('base64') };
}

/** @throws Failure when the bytes are no histogram, or one that contradicts its count. */
export function decodeHistogram(state: HistogramState): Histogram {
  const bytes = state.buckets === '' ? NOTHING : Buffer.from(state.buckets, 'base64');
  const values = readVarints(bytes);
  const histogram = new Histogram(readPrecision(values.next().value));
  const lastIndex = bucketIndex(MAX_HISTOGRAM_VALUE, histogram.precisionBits);
  let index = 0;
  let count = 0;
  for (const distance of values) {
    index += distance;
    const samples = values.next().value;
    if (samples === undefined || index > lastIndex) throw corrupt('its buckets end in the middle or out of range');
    histogram.addToBucket(index, samples);
    count += samples;
  }
  if (count !== state.count) throw corrupt(`its buckets hold ${count} samples, not ${state.count}`);
  if (count > 0 && bucketIndex(state.max, histogram.precisionBits) !== index) throw corrupt('its maximum is elsewhere');
  histogram.addSummary(state);
  return histogram;
}

function readPrecision(value: number | undefined): number {
  if (value === undefined || value < 2 || value > 16) throw corrupt('it has no precision');
  return value;
}

function pushVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest & 0x7f) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
}

function* readVarints(bytes: Uint8Array): Generator<number, undefined> {
  let value = 0;
  let scale = 1;
  for (const byte of bytes) {
    value += (byte & 0x7f) * scale;
    if (value > MAX_HISTOGRAM_VALUE) throw corrupt('a number in it is too large');
    scale *= 0x80;
    if (byte < 0x80) {
      yield value;
      value = 0;
      scale = 1;
    }
  }
  if (scale !== 1) throw corrupt('it ends in the middle of a number');
  return undefined;
}

function corrupt(why: string): Failure {
  return new Failure({
    code: 'invalid-argument',
    reason: 'HISTOGRAM_CORRUPT',
    message: `A stored histogram cannot be read: ${why}.`,
    nextStep: 'Leave this file or shard out; its figures are damaged.',
    retryable: false,
  });
}
