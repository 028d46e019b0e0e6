import { z } from 'zod';
import { AGENT_DEFAULTS } from '../deployment/service-defaults.ts';
import { LOAD_LIMITS } from './load-limits.ts';

/** Plain tests only: a pattern language in a scenario would let its author stall the tester. */
export const answerExpectation = z
  .strictObject({
    /** At least one of these must occur; case does not matter. */
    containsAny: z.array(z.string().min(1).max(200)).min(1).max(20).optional(),
    minWords: z.int().min(1).max(10_000).optional(),
    maxWords: z.int().min(1).max(10_000).optional(),
    minCharacters: z.int().min(1).max(100_000).optional(),
    maxCharacters: z.int().min(1).max(100_000).optional(),
  })
  .check((context) => {
    const { minWords = 0, maxWords = Infinity, minCharacters = 0, maxCharacters = Infinity } = context.value;
    const refuse = (path: string) =>
      context.issues.push({
        code: 'custom',
        input: context.value,
        path: [path],
        message: 'The most is below the least.',
      });
    if (maxWords < minWords) refuse('maxWords');
    if (maxCharacters < minCharacters) refuse('maxCharacters');
  });
export type AnswerExpectation = z.infer<typeof answerExpectation>;

const weight = z.int().min(1).max(1_000);
/** Names reach terminals and pages: nothing in them may steer those. */
const printable = /^\P{Cc}*$/u;
const taskName = z.string().trim().min(1).max(80).regex(printable, 'A name has no control characters.');

export const loadPrompt = z.strictObject({
  text: z.string().trim().min(1).max(LOAD_LIMITS.promptLength),
  weight: weight.default(1),
  expect: answerExpectation.optional(),
});
export type LoadPrompt = z.infer<typeof loadPrompt>;

const askTask = z.strictObject({
  kind: z.literal('ask'),
  /** As it is listed in the tables; the route unless given. */
  name: taskName.optional(),
  weight: weight.default(1),
  /** `/run_sse` with tokens as they come instead of `/run`. */
  stream: z.boolean().default(false),
  prompts: z.array(loadPrompt).min(1).max(LOAD_LIMITS.promptsPerTask),
});

const getTask = z.strictObject({
  kind: z.literal('get'),
  name: taskName.optional(),
  weight: weight.default(1),
  path: z
    .string()
    .max(200)
    .regex(/^\/(?!\/)[A-Za-z0-9._~/-]*$/, 'A path starts with one "/" and has letters, digits and . _ ~ / -.'),
});

export const loadTask = z.discriminatedUnion('kind', [askTask, getTask]);
export type LoadTask = z.infer<typeof loadTask>;

const waitSeconds = z.number().min(0).max(600);

/** How a user of the closed model waits between two tasks. */
export const thinkTime = z.discriminatedUnion('kind', [
  /** Reads the answer for a random while before the next task. */
  z.strictObject({
    kind: z.literal('uniform'),
    minSeconds: waitSeconds.default(1),
    maxSeconds: waitSeconds.default(3),
  }),
  /** Wants a task every so often; a late answer makes the next one late, and the tables show by how much. */
  z.strictObject({ kind: z.literal('pacing'), intervalSeconds: z.number().min(0.01).max(600) }),
]);
export type ThinkTime = z.infer<typeof thinkTime>;

const stateValue = z.union([z.string().max(1_000), z.number(), z.boolean()]);

/** What virtual users do, as data. */
export const loadScenario = z
  .strictObject({
    name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'Use lower case letters, digits and hyphens.'),
    description: z.string().max(300).regex(printable, 'A description is one line.').default(''),
    appName: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,80}$/, 'An app name has letters, digits, "_" and "-".')
      .default(AGENT_DEFAULTS.appName),
    thinkTime: thinkTime.prefault({ kind: 'uniform' }),
    /** Kept with each user's session on the agent. */
    sessionState: z
      .record(z.string().regex(/^[A-Za-z0-9_:-]{1,80}$/), stateValue)
      .refine((state) => Object.keys(state).length <= 20, 'At most 20 values.')
      .default({ user_type: 'elasticity_test_user' }),
    /** Questions after which a user begins a new session, as another visitor would; see {@link turnsPerSession}. */
    turnsPerSession: z.int().min(1).max(1_000).optional(),
    tasks: z.array(loadTask).min(1).max(LOAD_LIMITS.tasks),
  })
  .check((context) => {
    const { tasks, thinkTime: think } = context.value;
    const refuse = (path: (string | number)[], message: string) =>
      context.issues.push({ code: 'custom', input: context.value, path, message });
    const length = tasks.reduce((sum, task) => sum + (task.kind === 'ask' ? promptLength(task.prompts) : 0), 0);
    if (length > LOAD_LIMITS.scenarioLength) {
      refuse(
        ['tasks'],
        `All prompts together have ${length} characters; at most ${LOAD_LIMITS.scenarioLength} are allowed.`,
      );
    }
    const names = tasks.map(taskLabel);
    names.forEach((name, index) => {
      if (names.indexOf(name) !== index) refuse(['tasks', index, 'name'], `Two tasks are named "${name}".`);
      if (name === SESSION_TASK) refuse(['tasks', index, 'name'], 'That is the name of the task that opens sessions.');
    });
    if (think.kind === 'uniform' && think.maxSeconds < think.minSeconds) {
      refuse(['thinkTime', 'maxSeconds'], 'The longest think time is below the shortest.');
    }
  });
export type LoadScenario = z.infer<typeof loadScenario>;
export type LoadScenarioInput = z.input<typeof loadScenario>;

/** How the tables list what each user does once before its first question. */
export const SESSION_TASK = 'POST /apps/…/sessions/…';

function promptLength(prompts: readonly LoadPrompt[]): number {
  return prompts.reduce((sum, { text, expect }) => sum + text.length + (expect ? JSON.stringify(expect).length : 0), 0);
}

/**
 * Questions of one session. Unless the scenario says so, a user of the closed model keeps its session, as in the codelab;
 * each arrival of the open model is another visitor. Were it the next turn of one long conversation, every answer would take
 * longer than the one before, and the figures would tell how long the test was.
 */
export function turnsPerSession(scenario: Pick<LoadScenario, 'turnsPerSession'>, model: 'closed' | 'open'): number {
  return scenario.turnsPerSession ?? (model === 'closed' ? Infinity : 1);
}

/** How the tables list a task. */
export function taskLabel(task: LoadTask): string {
  if (task.name !== undefined) return task.name;
  if (task.kind === 'get') return `GET ${task.path}`;
  return task.stream ? 'POST /run_sse' : 'POST /run';
}

/** Mean seconds between the end of a task and the next; pacing counts from start to start. */
export function meanWaitSeconds(think: ThinkTime): number {
  return think.kind === 'uniform' ? (think.minSeconds + think.maxSeconds) / 2 : think.intervalSeconds;
}
