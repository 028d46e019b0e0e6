import { HEALTH_STALE_MINUTES, type HealthDay, type HealthState } from '@proving-ground/shared';

/** A stretch of time in one state. */
export interface HealthSegment {
  readonly state: HealthState;
  readonly fromMs: number;
  readonly toMs: number;
  readonly detail: string;
}

const STALE_MS = HEALTH_STALE_MINUTES * 60_000;
const UNSEEN = 'Nobody looked.';

/** How an agent was, without a gap, from one moment to another: where nobody looked, it is unknown. Pure. */
export function healthSegments(
  days: readonly HealthDay[],
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): readonly HealthSegment[] {
  const ordered = days.toSorted((one, other) => (one.day < other.day ? -1 : 1));
  const known = ordered.flatMap((day, index) => {
    const nextDayMs = startOf(ordered[index + 1]) ?? toMs;
    const untilMs = Math.min(Date.parse(day.checkedAt) + STALE_MS, nextDayMs);
    return day.changes.map(({ at, state, detail }, position) => ({
      state,
      detail,
      fromMs: Date.parse(at),
      toMs: position + 1 < day.changes.length ? Date.parse(day.changes[position + 1]?.at ?? at) : untilMs,
    }));
  });
  const segments: HealthSegment[] = [];
  let reachedMs = fromMs;
  for (const segment of known) {
    const start = Math.max(segment.fromMs, reachedMs);
    const end = Math.min(segment.toMs, toMs);
    if (end <= start) continue;
    if (start > reachedMs) append(segments, { state: 'unknown', detail: UNSEEN, fromMs: reachedMs, toMs: start });
    append(segments, { ...segment, fromMs: start, toMs: end });
    reachedMs = end;
  }
  if (reachedMs < toMs) append(segments, { state: 'unknown', detail: UNSEEN, fromMs: reachedMs, toMs });
  return segments;
}

function startOf(day: HealthDay | undefined): number | null {
  const first = day?.changes[0];
  return first ? Date.parse(first.at) : null;
}

/** A day begins with the state in which the last one ended: that is no change. */
function append(segments: HealthSegment[], segment: HealthSegment): void {
  const last = segments.at(-1);
  if (last?.state === segment.state && last.toMs === segment.fromMs) {
    segments[segments.length - 1] = { ...last, toMs: segment.toMs };
  } else {
    segments.push(segment);
  }
}
