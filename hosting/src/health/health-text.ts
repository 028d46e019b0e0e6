import type { HealthState } from '@proving-ground/shared';
import { formatDuration } from '../format/duration.ts';
import type { HealthSegment } from './health-segments.ts';

/** How each state is called. */
export const HEALTH_TEXTS: Readonly<Record<HealthState, string>> = {
  up: 'Up',
  degraded: 'Degraded',
  down: 'Down',
  asleep: 'Asleep',
  unknown: 'Unknown',
};

/** The whole strip in a sentence or two. */
export function healthSummary(segments: readonly HealthSegment[], period: string): string {
  const lengths = new Map<HealthState, number>();
  for (const { state, fromMs, toMs } of segments) lengths.set(state, (lengths.get(state) ?? 0) + toMs - fromMs);
  const downMs = lengths.get('down') ?? 0;
  const degradedMs = lengths.get('degraded') ?? 0;
  const knownMs = [...lengths].reduce((sum, [state, ms]) => (state === 'unknown' ? sum : sum + ms), 0);
  if (knownMs === 0) return `Nobody has looked in the last ${period}.`;
  const parts = [
    ...(downMs > 0 ? [`down for ${formatDuration(downMs)}`] : []),
    ...(degradedMs > 0 ? [`degraded for ${formatDuration(degradedMs)}`] : []),
  ];
  const trouble = parts.length === 0 ? 'never down' : parts.join(', ');
  return `${shareText((knownMs - downMs) / knownMs)} of the time it could be reached, ${trouble}; known for ${formatDuration(knownMs)} of the last ${period}.`;
}

/** Never rounded up to all of it. */
function shareText(share: number): string {
  return share === 1 ? '100 %' : `${(Math.floor(share * 10_000) / 100).toFixed(2)} %`;
}
