import { type LoadTask, turnsPerSession } from '@proving-ground/shared';
import type { AgentSession } from '../agent/agent-client.ts';
import type { TaskOutcome } from '../agent/task-outcome.ts';
import type { Random } from '../random/seeded-random.ts';
import { weightedChoice } from '../random/weighted-choice.ts';
import type { RecordedTask } from './recorder.ts';
import type { RunContext } from './run-context.ts';

type Choose<Item> = (random: Random) => Item;

/** Chooses tasks and prompts by their weights; made once per run. */
export class TaskMix {
  readonly chooseTask: Choose<LoadTask>;
  readonly needsSession: boolean;
  readonly #choosePrompt: ReadonlyMap<LoadTask, Choose<Extract<LoadTask, { kind: 'ask' }>['prompts'][number]>>;

  constructor(tasks: readonly LoadTask[]) {
    this.chooseTask = weightedChoice(nonEmpty(tasks));
    this.needsSession = tasks.some(({ kind }) => kind === 'ask');
    this.#choosePrompt = new Map(
      tasks.flatMap((task) => (task.kind === 'ask' ? [[task, weightedChoice(nonEmpty(task.prompts))] as const] : [])),
    );
  }

  choosePrompt(task: Extract<LoadTask, { kind: 'ask' }>, random: Random) {
    return this.#choosePrompt.get(task)?.(random) ?? nonEmpty(task.prompts)[0];
  }
}

/** One user of the agent: opens a session at first, and does task after task; a question after the last turn of its session
 * opens the next. */
export class Visitor {
  readonly #run: RunContext;
  readonly #mix: TaskMix;
  readonly #turnsPerSession: number;
  #session: AgentSession | null = null;
  #turns = 0;
  #isNew = true;

  constructor(run: RunContext, mix: TaskMix) {
    this.#run = run;
    this.#mix = mix;
    this.#turnsPerSession = turnsPerSession(run.scenario, run.spec.load.model);
  }

  /** Does one task; without a session only the attempt to open one. */
  async visit({
    random,
    intendedAtMs,
    keepIntended,
  }: {
    readonly random: Random;
    readonly intendedAtMs: number;
    /** Whether the task itself was meant for the same instant as the opening of the session. */
    readonly keepIntended: boolean;
  }): Promise<void> {
    const task = this.#mix.chooseTask(random);
    const opens = this.#mix.needsSession && !this.#session && (this.#isNew || task.kind === 'ask');
    if (opens && !(await this.#openSession(intendedAtMs))) return;
    const dueAtMs = opens && !keepIntended ? this.#run.clock.nowMs() : intendedAtMs;
    await this.#do(task, random, dueAtMs);
  }

  async #openSession(intendedAtMs: number): Promise<boolean> {
    const session = { userId: this.#run.newId(), sessionId: this.#run.newId() };
    const outcome = await this.#request('session', intendedAtMs, () => this.#run.client.openSession(session));
    if (outcome?.kind !== 'ended' || outcome.error) return false;
    this.#session = session;
    this.#turns = 0;
    this.#isNew = false;
    return true;
  }

  async #do(task: LoadTask, random: Random, intendedAtMs: number): Promise<void> {
    const { client } = this.#run;
    if (task.kind === 'get') {
      await this.#request(task, intendedAtMs, () => client.get(task.path));
      return;
    }
    const session = this.#session;
    if (!session) return;
    const prompt = this.#mix.choosePrompt(task, random);
    const outcome = await this.#request(task, intendedAtMs, () => client.ask({ session, prompt, stream: task.stream }));
    this.#turns += 1;
    // The agent may have forgotten the session (another instance, a restart).
    const isGone = outcome?.kind === 'ended' && outcome.error?.detail === '404';
    if (isGone || this.#turns >= this.#turnsPerSession) this.#session = null;
  }

  async #request(
    task: RecordedTask,
    intendedAtMs: number,
    send: () => Promise<TaskOutcome>,
  ): Promise<TaskOutcome | null> {
    if (!this.#run.mayRequest()) return null;
    const outcome = await send();
    this.#run.recorder.record({ task, outcome, intendedAtMs });
    return outcome;
  }
}

function nonEmpty<Item>(items: readonly Item[]): readonly [Item, ...Item[]] {
  const [first, ...rest] = items;
  if (first === undefined) throw new Error('A scenario without tasks or prompts passed its schema.');
  return [first, ...rest];
}
