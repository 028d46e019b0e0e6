/** Milliseconds as tables show them: whole ones from 10 on; a dash for nothing. */
export function formatMs(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return '–';
  return ms >= 10 ? String(Math.round(ms)) : ms.toFixed(1);
}

export function formatRate(perSecond: number | null | undefined): string {
  if (perSecond === null || perSecond === undefined) return '–';
  return perSecond >= 100 ? String(Math.round(perSecond)) : perSecond.toFixed(2);
}

export function formatPercent(fraction: number): string {
  return `${(fraction * 100).toFixed(2)} %`;
}
