import { type ComparedFigure, formatMs, formatPercent, formatRate } from '@proving-ground/shared';

type Unit = ComparedFigure['unit'];

/** A compared figure in its unit; a dash where nothing was measured. */
export function figureText(value: number | null, unit: Unit): string {
  if (value === null) return '–';
  switch (unit) {
    case 'ms':
      return `${formatMs(value)} ms`;
    case 'perSecond':
      return `${formatRate(value)}/s`;
    case 'fraction':
      return formatPercent(value);
    case 'count':
      return value.toFixed(0);
  }
}

/** By how much, with its sign; two percentages differ by points. */
export function deltaText(delta: number | null, unit: Unit): string {
  if (delta === null) return '–';
  const size = Math.abs(delta);
  const text = unit === 'fraction' ? `${(size * 100).toFixed(2)} points` : figureText(size, unit);
  return `${signOf(delta)}${text}`;
}

export function percentText(percent: number | null): string {
  return percent === null ? '–' : `${signOf(percent)}${Math.abs(percent).toFixed(1)} %`;
}

function signOf(value: number): string {
  if (value === 0) return '';
  return value > 0 ? '+' : '−';
}
