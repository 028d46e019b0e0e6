/** 95 % of a normal distribution. */
const Z = 1.96;

/** The range that holds a share in 95 of 100 samples of this size; it stays within 0 and 1 and is right for few samples too.
 * @see https://www.itl.nist.gov/div898/handbook/prc/section2/prc241.htm */
export function wilsonInterval({ hits, samples }: { readonly hits: number; readonly samples: number }): {
  readonly low: number;
  readonly high: number;
} {
  if (samples === 0) return { low: 0, high: 1 };
  const share = hits / samples;
  const scale = 1 + Z ** 2 / samples;
  const centre = share + Z ** 2 / (2 * samples);
  const spread = Z * Math.sqrt((share * (1 - share)) / samples + Z ** 2 / (4 * samples ** 2));
  // Without a hit the lower end is 0, and rounding must not say otherwise.
  const low = hits === 0 ? 0 : Math.max(0, (centre - spread) / scale);
  return { low, high: hits === samples ? 1 : Math.min(1, (centre + spread) / scale) };
}
