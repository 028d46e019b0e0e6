/** Three significant digits: a bucket is at most 1/1024 of its value wide, its middle at most 0.05 % off. */
export const TOTAL_PRECISION_BITS = 11;
/** Two digits for the many histograms of a time series: at most 0.4 % off. */
export const WINDOW_PRECISION_BITS = 8;

/** Over an hour in microseconds; indexing needs unsigned 32-bit integers. */
export const MAX_HISTOGRAM_VALUE = 0xffff_ffff;

const INITIAL_BUCKETS = 256;

/**
 * High dynamic range histogram of integers: buckets get wider with their value, so that the relative error stays the same.
 * Histograms of one precision add up exactly. After http://hdrhistogram.org, without its fixed range.
 */
export class Histogram {
  readonly precisionBits: number;
  #counts = new Uint32Array(INITIAL_BUCKETS);
  #count = 0;
  #sum = 0;
  #min = Infinity;
  #max = 0;

  constructor(precisionBits: number) {
    this.precisionBits = precisionBits;
  }

  get count(): number {
    return this.#count;
  }
  /** Exact: of the values themselves, not of their buckets. */
  get sum(): number {
    return this.#sum;
  }
  get min(): number {
    return this.#count === 0 ? 0 : this.#min;
  }
  get max(): number {
    return this.#max;
  }
  get mean(): number {
    return this.#count === 0 ? 0 : this.#sum / this.#count;
  }

  /** Adds one value; it is rounded, and brought into the range. */
  record(given: number): void {
    const value = given > 0 ? Math.min(Math.round(given), MAX_HISTOGRAM_VALUE) : 0;
    this.addToBucket(bucketIndex(value, this.precisionBits), 1);
    this.#count += 1;
    this.#sum += value;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
  }

  /** The exact figures of samples whose buckets have been added one by one. */
  addSummary({ count, sum, min, max }: Pick<Histogram, 'count' | 'sum' | 'min' | 'max'>): void {
    if (count === 0) return;
    this.#count += count;
    this.#sum += sum;
    this.#min = Math.min(this.#min, min);
    this.#max = Math.max(this.#max, max);
  }

  addToBucket(index: number, count: number): void {
    if (index >= this.#counts.length) this.#grow(index);
    this.#counts[index] = (this.#counts[index] ?? 0) + count;
  }

  /** The filled buckets, ascending. */
  *buckets(): Generator<readonly [index: number, count: number], void> {
    const last = this.#count === 0 ? -1 : bucketIndex(this.#max, this.precisionBits);
    for (let index = 0; index <= last; index += 1) {
      const count = this.#counts[index] ?? 0;
      if (count > 0) yield [index, count];
    }
  }

  /** The least value that at least this share of the samples does not exceed (nearest rank); 0 without samples. */
  percentile(percentile: number): number {
    return this.valueAtRank(Math.ceil((percentile / 100) * this.#count));
  }

  /** The value of the nth smallest sample, counted from 1. */
  valueAtRank(rank: number): number {
    if (this.#count === 0) return 0;
    if (rank <= 1) return this.#min;
    if (rank >= this.#count) return this.#max;
    let seen = 0;
    for (const [index, count] of this.buckets()) {
      seen += count;
      if (seen >= rank) return Math.min(Math.max(bucketMiddle(index, this.precisionBits), this.#min), this.#max);
    }
    return this.#max;
  }

  reset(): void {
    this.#counts.fill(0);
    this.#count = 0;
    this.#sum = 0;
    this.#min = Infinity;
    this.#max = 0;
  }

  #grow(index: number): void {
    const grown = new Uint32Array(Math.max(index + 1, this.#counts.length * 2));
    grown.set(this.#counts);
    this.#counts = grown;
  }
}

/** Values below 2^bits have a bucket each; above, each doubling shares half as many. */
export function bucketIndex(value: number, precisionBits: number): number {
  if (value < 2 ** precisionBits) return value;
  const shift = 32 - Math.clz32(value) - precisionBits;
  return shift * 2 ** (precisionBits - 1) + (value >>> shift);
}

export function bucketMiddle(index: number, precisionBits: number): number {
  const half = 2 ** (precisionBits - 1);
  if (index < 2 * half) return index;
  const shift = Math.floor(index / half) - 1;
  const width = 2 ** shift;
  return (index - shift * half) * width + (width - 1) / 2;
}
