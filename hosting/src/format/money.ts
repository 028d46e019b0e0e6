/** An amount of US dollars with cents; below a cent it says so rather than nothing. */
export function formatUsd(amountUsd: number): string {
  if (amountUsd > 0 && amountUsd < 0.01) return 'under $0.01';
  return `$${amountUsd.toFixed(2)}`;
}
