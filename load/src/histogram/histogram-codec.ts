import { Failure, type HistogramState } from '@proving-ground/shared';
import { bucketIndex, Histogram, MAX_HISTOGRAM_VALUE, TOTAL_PRECISION_BITS } from './histogram.ts';

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
  const reader = new VarintReader(state.buckets);
  const histogram = new Histogram(readPrecision(reader.next()));
  readInto(histogram, reader, state);
  return histogram;
}

/**
 * The sum of packed histograms, packed; those of one precision add up exactly.
 * @throws Failure as `decodeHistogram` does, and for histograms of different precision, which do not add up
 */
export function sumHistograms(states: readonly HistogramState[]): HistogramState {
  // Most windows of a quiet test hold nothing, and need not be taken apart.
  const [first, ...others] = states.filter(({ count }) => count > 0);
  if (!first) return states[0] ?? encodeHistogram(new Histogram(TOTAL_PRECISION_BITS));
  if (others.length === 0) return first;
  const sum = decodeHistogram(first);
  for (const other of others) {
    const reader = new VarintReader(other.buckets);
    if (readPrecision(reader.next()) !== sum.precisionBits) throw corrupt('its precision is not that of the others');
    readInto(sum, reader, other);
  }
  return encodeHistogram(sum);
}

function readInto(histogram: Histogram, reader: VarintReader, state: HistogramState): void {
  const lastIndex = bucketIndex(MAX_HISTOGRAM_VALUE, histogram.precisionBits);
  let index = 0;
  let count = 0;
  for (let distance = reader.next(); distance !== undefined; distance = reader.next()) {
    index += distance;
    const samples = reader.next();
    if (samples === undefined || index > lastIndex) throw corrupt('its buckets end in the middle or out of range');
    histogram.addToBucket(index, samples);
    count += samples;
  }
  if (count !== state.count) throw corrupt(`its buckets hold ${count} samples, not ${state.count}`);
  if (count > 0 && bucketIndex(state.max, histogram.precisionBits) !== index) throw corrupt('its maximum is elsewhere');
  histogram.addSummary(state);
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

class VarintReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(base64: string) {
    this.#bytes = base64 === '' ? NOTHING : Buffer.from(base64, 'base64');
  }

  /** Undefined at the end. */
  next(): number | undefined {
    let value = 0;
    let scale = 1;
    while (this.#at < this.#bytes.length) {
      const byte = this.#bytes[this.#at] ?? 0;
      this.#at += 1;
      value += (byte & 0x7f) * scale;
      if (value > MAX_HISTOGRAM_VALUE) throw corrupt('a number in it is too large');
      if (byte < 0x80) return value;
      scale *= 0x80;
    }
    if (scale !== 1) throw corrupt('it ends in the middle of a number');
    return undefined;
  }
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
