const AIMED_STEPS = 5;

/** Round numbers from 0 to at least the given one. */
export function niceTicks(max: number): readonly number[] {
  if (!(max > 0) || !Number.isFinite(max)) return [0, 1];
  const rough = max / AIMED_STEPS;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = magnitude * ([1, 2, 5, 10].find((factor) => factor * magnitude >= rough) ?? 10);
  const count = Math.ceil(max / step - 1e-9);
  // Twelve digits: what floating point adds beyond them is no part of the number.
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
