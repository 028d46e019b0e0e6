import type { LoadTask } from '@proving-ground/shared';
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

/** One user of the agent: opens its session when it needs one, and does task after task. */
export class Visitor {
  readonly #run: RunContext;
  readonly #mix: TaskMix;
  #session: AgentSession | null = null;

  constructor(run: RunContext, mix: TaskMix) {
    this.#run = run;
    this.#mix = mix;
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
    const opens = this.#mix.needsSession && !this.#session;
    if (opens && !(await this.#openSession(intendedAtMs))) return;
    const dueAtMs = opens && !keepIntended ? this.#run.clock.nowMs() : intendedAtMs;
    await this.#do(task, random, dueAtMs);
  }

  async #openSession(intendedAtMs: number): Promise<boolean> {
    const session = { userId: this.#run.newId(), sessionId: this.#run.newId() };
    const outcome = await this.#request('session', intendedAtMs, () => this.#run.client.openSession(session));
    if (outcome?.kind !== 'ended' || outcome.error) return false;
    this.#session = session;
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
    // The agent has forgotten the session (another instance, a restart): the next task opens a new one.
    if (outcome?.kind === 'ended' && outcome.error?.detail === '404') this.#session = null;
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
