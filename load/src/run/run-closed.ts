import type { ThinkTime } from '@proving-ground/shared';
import { createRandom, type Random } from '../random/seeded-random.ts';
import { type UserLifetime, userLifetimes } from '../schedule/user-lifetimes.ts';
import type { RunContext } from './run-context.ts';
import { TaskMix, Visitor } from './visitor.ts';

const MS_PER_SECOND = 1_000;

/** The closed model: a number of users, each of whom waits for an answer before the next task. */
export async function runClosed(run: RunContext): Promise<void> {
  const { load, durationSeconds } = run.spec;
  if (load.model !== 'closed') throw new Error('runClosed needs the closed model.');
  const { shardIndex, shardCount } = run.plan;
  const mix = new TaskMix(run.scenario.tasks);
  const mine = userLifetimes(load, durationSeconds).filter(({ user }) => user % shardCount === shardIndex);
  await Promise.all(mine.map((lifetime) => live(run, mix, lifetime)));
}

async function live(run: RunContext, mix: TaskMix, { user, startSeconds, endSeconds }: UserLifetime): Promise<void> {
  const { clock, sleepers, recorder, plan } = run;
  const startAtMs = plan.startAtMs + startSeconds * MS_PER_SECOND;
  const endAtMs = plan.startAtMs + endSeconds * MS_PER_SECOND;
  await sleepers.until(startAtMs);
  if (!run.isOpen()) return;
  recorder.changeUsers(1, clock.nowMs());
  const random = createRandom(run.spec.seed, user);
  const visitor = new Visitor(run, mix);
  const keepIntended = run.scenario.thinkTime.kind === 'pacing';
  let dueAtMs = startAtMs;
  while (run.isOpen() && dueAtMs < endAtMs && clock.nowMs() < endAtMs) {
    await visitor.visit({ random, intendedAtMs: dueAtMs, keepIntended });
    dueAtMs = nextDue({ think: run.scenario.thinkTime, dueAtMs, nowMs: clock.nowMs(), random });
    const wakeAtMs = Math.min(dueAtMs, endAtMs);
    if (wakeAtMs > clock.nowMs()) await sleepers.until(wakeAtMs);
  }
  recorder.changeUsers(-1, clock.nowMs());
}

function nextDue({
  think,
  dueAtMs,
  nowMs,
  random,
}: {
  readonly think: ThinkTime;
  readonly dueAtMs: number;
  readonly nowMs: number;
  readonly random: Random;
}): number {
  if (think.kind === 'pacing') return dueAtMs + think.intervalSeconds * MS_PER_SECOND;
  const seconds = think.minSeconds + random() * (think.maxSeconds - think.minSeconds);
  return nowMs + seconds * MS_PER_SECOND;
}
