/** An amount of US dollars with cents; below a cent it says so rather than nothing. */
export function formatUsd(amountUsd: number): string {
  if (amountUsd > 0 && amountUsd < 0.01) return 'under $0.01';
  return `$${amountUsd.toFixed(2)}`;
}

/** Between two amounts; one of them when both read the same. */
export function formatUsdRange({ low, high }: { readonly low: number; readonly high: number }): string {
  const [lowest, highest] = [formatUsd(low), formatUsd(high)];
  return lowest === highest ? lowest : `${lowest} to ${highest}`;
}
