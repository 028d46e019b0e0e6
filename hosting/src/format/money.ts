/** An amount of US dollars with cents; below a cent it says so rather than nothing. */
export function formatUsd(amountUsd: number): string {
  if (amountUsd > 0 && amountUsd < 0.01) return 'under $0.01';
  return `$${amountUsd.toFixed(2).replace(/\B(?=(?:\d{3})+\.)/g, ',')}`;
}

/** An amount that may be unknown, in words: never a zero that is none. */
export function formatKnownUsd(amountUsd: number | null): string {
  return amountUsd === null ? 'unknown' : formatUsd(amountUsd);
}

/** Between two amounts; one of them when both read the same, and `unknown` when nobody knows them. */
export function formatUsdRange(range: { readonly low: number; readonly high: number } | null): string {
  if (range === null) return 'unknown';
  const { low, high } = range;
  const [lowest, highest] = [formatUsd(low), formatUsd(high)];
  return lowest === highest ? lowest : `${lowest} to ${highest}`;
}
