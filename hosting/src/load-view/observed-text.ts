import { parseSlo } from '@proving-ground/shared';

/** What was measured for a threshold, in its unit and exactly enough to be set against its limit. */
export function observedText(threshold: string, observed: number | null): string {
  if (observed === null) return 'nothing measured';
  const metric = parseSlo(threshold).thresholds[0]?.metric ?? '';
  const number = String(Number(observed.toPrecision(5)));
  if (metric.endsWith('Ms')) return `${number} ms`;
  // Rates are written as fractions in a threshold.
  if (metric.endsWith('Rate')) return `${number} (${Number((observed * 100).toPrecision(3))} %)`;
  return number;
}
