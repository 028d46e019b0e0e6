import type { GateCriterion, GateCriterionId } from './gate-record.ts';

/** What each criterion is about, as it stands in a sentence. */
export const GATE_CRITERION_NAMES: Readonly<Record<GateCriterionId, string>> = {
  p95: 'the 95th percentile of the answers',
  ttftP95: 'the 95th percentile of the first token',
  errorRate: 'the error rate',
  goodput: 'good answers a second',
};

/** A change above this is easier to read as a factor. */
const LARGEST_PERCENT = 300;

/** A ratio as a change in percent or a factor, a difference of rates in percentage points. */
export function gateShiftText(id: GateCriterionId, value: number): string {
  if (id === 'errorRate') return `${signed(value * 100, 1)} points`;
  const percent = (value - 1) * 100;
  return percent > LARGEST_PERCENT ? `${value.toFixed(1)} times` : `${signed(percent, 0)} %`;
}

/** Between which changes the truth lies; null where nothing could be compared. */
export function gateRangeText({ id, low, high }: Pick<GateCriterion, 'id' | 'low' | 'high'>): string | null {
  if (low === null || high === null) return null;
  const [from, to] = [gateShiftText(id, low), gateShiftText(id, high)];
  return from === to ? from : `between ${from} and ${to}`;
}

/** What was asked for. */
export function gateLimitText({ id, limit }: Pick<GateCriterion, 'id' | 'limit'>): string {
  return `${id === 'goodput' ? 'at least' : 'at most'} ${gateShiftText(id, limit)}`;
}

function signed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return `±${text}`;
  return value > 0 ? `+${text}` : `−${text}`;
}
