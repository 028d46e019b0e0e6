import {
  type LoadScenario,
  type LoadShardStatus,
  type LoadState,
  type LoadTask,
  SESSION_TASK,
  taskLabel,
} from '@proving-ground/shared';
import type { TaskOutcome } from '../agent/task-outcome.ts';
import { Histogram, TOTAL_PRECISION_BITS } from '../histogram/histogram.ts';
import { encodeHistogram } from '../histogram/histogram-codec.ts';
import type { ShardPlan } from '../plan/plan-shards.ts';
import { TaskStats } from './task-stats.ts';
import { WindowSeries } from './window-series.ts';

const US_PER_MS = 1_000;

export type RecordedTask = LoadTask | 'session';

/** Takes down what becomes of every request, and gives all of it as one document. */
export class Recorder {
  readonly #plan: ShardPlan;
  readonly #windowSeconds: number;
  readonly #session = new TaskStats({ name: SESSION_TASK, kind: 'session' });
  readonly #tasks: ReadonlyMap<LoadTask, TaskStats>;
  readonly #asks: boolean;
  readonly #windows: WindowSeries;
  readonly #startDelayUs = new Histogram(TOTAL_PRECISION_BITS);
  #requests = 0;
  #dropped = 0;
  #interrupted = 0;
  #elapsedMs = 0;

  constructor({
    plan,
    scenario,
    windowSeconds,
  }: {
    readonly plan: ShardPlan;
    readonly scenario: LoadScenario;
    readonly windowSeconds: number;
  }) {
    this.#plan = plan;
    this.#windowSeconds = windowSeconds;
    this.#asks = scenario.tasks.some(({ kind }) => kind === 'ask');
    this.#tasks = new Map(
      scenario.tasks.map((task) => [task, new TaskStats({ name: taskLabel(task), kind: task.kind })]),
    );
    this.#windows = new WindowSeries({ startAtMs: plan.startAtMs, windowSeconds });
  }

  record({
    task,
    outcome,
    intendedAtMs,
  }: {
    readonly task: RecordedTask;
    readonly outcome: TaskOutcome;
    readonly intendedAtMs: number;
  }): void {
    if (outcome.kind === 'interrupted') {
      this.#interrupted += 1;
      return;
    }
    const stats = task === 'session' ? this.#session : this.#tasks.get(task);
    stats?.record(outcome, intendedAtMs);
    this.#startDelayUs.record((outcome.sentAtMs - intendedAtMs) * US_PER_MS);
    this.#windows.record(outcome);
    this.#requests += 1;
    this.#elapsedMs = outcome.endedAtMs - this.#plan.startAtMs;
  }

  /** An arrival that found no room. */
  drop(nowMs: number): void {
    this.#dropped += 1;
    this.#windows.drop(nowMs);
  }

  changeUsers(by: 1 | -1, nowMs: number): void {
    this.#windows.changeUsers(by, nowMs);
  }

  /** A copy that later requests do not change. */
  state(status: LoadShardStatus, nowMs: number): LoadState {
    const { startAtMs, shardIndex, shardCount } = this.#plan;
    const isOver = status !== 'waiting' && status !== 'running';
    if (!isOver) this.#windows.advance(nowMs);
    // At the end the last answer counts: the time in which a run only waits for its drain is not part of it.
    const elapsedMs = isOver ? this.#elapsedMs : Math.max(this.#elapsedMs, nowMs - startAtMs, 0);
    return {
      format: 1,
      startAtMs,
      windowSeconds: this.#windowSeconds,
      shardCount,
      shards: [{ index: shardIndex, status, requests: this.#requests, elapsedMs }],
      elapsedMs,
      dropped: this.#dropped,
      interrupted: this.#interrupted,
      startDelayUs: encodeHistogram(this.#startDelayUs),
      tasks: [...(this.#asks ? [this.#session] : []), ...this.#tasks.values()].map((stats) => stats.state()),
      windows: this.#windows.state(),
    };
  }
}
