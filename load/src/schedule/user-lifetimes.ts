import { type LoadLevel, type LoadModel, shapeCorners } from '@proving-ground/shared';

export interface UserLifetime {
  /** Number of the user in the whole test, whichever shard it is in. */
  readonly user: number;
  readonly startSeconds: number;
  /** It starts no task at or after this. */
  readonly endSeconds: number;
}

type ClosedLoad = Extract<LoadModel, { readonly model: 'closed' }>;

/** When each user of the closed model comes and goes. Every shape rises once and falls once, so each does so once. */
export function userLifetimes(load: ClosedLoad, durationSeconds: number): readonly UserLifetime[] {
  const levels = populationOverTime(load, durationSeconds);
  const lifetimes: UserLifetime[] = [];
  for (let user = 0; user < load.users; user += 1) {
    const startSeconds = firstAbove(levels, user);
    if (startSeconds === null) break;
    const endSeconds = firstBackAt(levels, user, startSeconds) ?? durationSeconds;
    lifetimes.push({ user, startSeconds, endSeconds });
  }
  return lifetimes;
}

/** The corners of the number of users, where each jump up takes as long as the spawn rate makes it. */
export function populationOverTime(load: ClosedLoad, durationSeconds: number): readonly LoadLevel[] {
  const corners = shapeCorners(load.shape, { full: load.users, durationSeconds });
  // Ramps and soaks say themselves how fast users come.
  if (hasSlope(corners)) return corners;
  const limited: LoadLevel[] = [{ atSeconds: 0, level: 0 }];
  for (const corner of corners) {
    const last = limited.at(-1) ?? corner;
    const reachable = last.level + load.spawnRatePerSecond * (corner.atSeconds - last.atSeconds);
    if (corner.level <= last.level) limited.push(corner);
    else if (corner.atSeconds > last.atSeconds)
      limited.push(...riseTo(last, corner, reachable, load.spawnRatePerSecond));
  }
  return limited;
}

function hasSlope(corners: readonly LoadLevel[]): boolean {
  return corners.some(({ atSeconds, level }, index) => {
    const last = corners[index - 1];
    return last !== undefined && atSeconds > last.atSeconds && level !== last.level;
  });
}

function riseTo(from: LoadLevel, to: LoadLevel, reachable: number, perSecond: number): readonly LoadLevel[] {
  if (reachable <= to.level) return [{ atSeconds: to.atSeconds, level: reachable }];
  return [{ atSeconds: from.atSeconds + (to.level - from.level) / perSecond, level: to.level }, to];
}

function firstAbove(levels: readonly LoadLevel[], user: number): number | null {
  for (const [index, to] of levels.entries()) {
    const from = levels[index - 1];
    if (to.level <= user) continue;
    if (!from || from.level > user) return from?.atSeconds ?? to.atSeconds;
    return from.atSeconds + ((user - from.level) / (to.level - from.level)) * (to.atSeconds - from.atSeconds);
  }
  return null;
}

function firstBackAt(levels: readonly LoadLevel[], user: number, afterSeconds: number): number | null {
  for (const [index, to] of levels.entries()) {
    const from = levels[index - 1];
    if (!from || to.atSeconds < afterSeconds || to.level > user || from.level <= user) continue;
    return from.atSeconds + ((from.level - user) / (from.level - to.level)) * (to.atSeconds - from.atSeconds);
  }
  return null;
}
