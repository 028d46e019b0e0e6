import { createRandom } from '../random/seeded-random.ts';
import { arrivalTimes } from '../schedule/arrival-times.ts';
import type { RunContext } from './run-context.ts';
import { TaskMix, Visitor } from './visitor.ts';

const MS_PER_SECOND = 1_000;
/** A random stream that no arrival has: arrivals are numbered from 0. */
const ARRIVAL_STREAM = 0x7fff_ffff;

/**
 * The open model: visitors come at their own rate, however long answers take. Where a scenario gives a session several turns,
 * who has an answer takes the next arrival with it. An arrival beyond the most open requests is dropped.
 */
export async function runOpen(run: RunContext): Promise<void> {
  const { load, durationSeconds, seed } = run.spec;
  if (load.model !== 'open') throw new Error('runOpen needs the open model.');
  const { clock, sleepers, recorder, plan } = run;
  const mix = new TaskMix(run.scenario.tasks);
  const idle: Visitor[] = [];
  const busy = new Set<Promise<void>>();

  const serve = async (arrival: number, intendedAtMs: number): Promise<void> => {
    const visitor = idle.pop() ?? new Visitor(run, mix);
    recorder.changeUsers(1, clock.nowMs());
    await visitor.visit({ random: createRandom(seed, arrival), intendedAtMs, keepIntended: true });
    recorder.changeUsers(-1, clock.nowMs());
    idle.push(visitor);
  };

  // Every shard goes through the arrivals of all and takes every nth: together they are exactly the unsharded run.
  let arrival = -1;
  for (const seconds of arrivalTimes({ load, durationSeconds, random: createRandom(seed, ARRIVAL_STREAM) })) {
    arrival += 1;
    if (arrival % plan.shardCount !== plan.shardIndex) continue;
    const intendedAtMs = plan.startAtMs + seconds * MS_PER_SECOND;
    if (intendedAtMs > clock.nowMs()) await sleepers.until(intendedAtMs);
    if (!run.isOpen()) break;
    if (busy.size >= plan.maxInFlight) {
      recorder.drop(clock.nowMs());
      continue;
    }
    const served = serve(arrival, intendedAtMs).finally(() => busy.delete(served));
    busy.add(served);
  }
  await Promise.all(busy);
}
