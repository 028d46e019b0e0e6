/** Splits a whole number into parts that differ by at most one and add up to it. */
export function splitExactly(total: number, parts: number): readonly number[] {
  return Array.from({ length: parts }, (_, index) => Math.floor(total / parts) + (index < total % parts ? 1 : 0));
}
