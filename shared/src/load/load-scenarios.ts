import { SAMPLE_QUESTIONS } from '../deployment/service-defaults.ts';
import { type LoadScenario, type LoadScenarioInput, loadScenario } from './load-scenario.ts';

const questions = SAMPLE_QUESTIONS.map((text) => ({ text }));

const SHIPPED = {
  codelab: {
    description: 'The elasticity test of the codelab: six zoo questions and a health check, 4 to 1.',
    tasks: [
      { kind: 'ask', weight: 4, prompts: questions },
      { kind: 'get', weight: 1, path: '/health' },
    ],
  },
  'streaming-chat': {
    description: 'The same questions answered token by token: time to first token, gaps, tokens a second.',
    tasks: [
      { kind: 'ask', weight: 4, stream: true, prompts: questions },
      { kind: 'get', weight: 1, path: '/health' },
    ],
  },
  'long-answers': {
    description: 'Questions that take many tokens to answer; keeps the model busy with few users.',
    thinkTime: { kind: 'uniform', minSeconds: 3, maxSeconds: 8 },
    tasks: [
      {
        kind: 'ask',
        stream: true,
        prompts: [
          { text: 'Describe a day in the life of an elephant herd, hour by hour, in at least ten sentences.' },
          { text: 'Compare the diets of lions, giraffes and crocodiles in detail.' },
          { text: 'Explain how penguins raise their young, from the egg to the first swim.' },
        ],
      },
    ],
  },
  'checked-answers': {
    description: 'Questions whose answers are read: a fast wrong answer counts as a failure.',
    tasks: [
      {
        kind: 'ask',
        prompts: [
          { text: 'What do red pandas typically eat in the wild?', expect: { containsAny: ['bamboo'] } },
          { text: 'Which animal has a trunk and tusks?', expect: { containsAny: ['elephant'] } },
          { text: 'Why are poison dart frogs so brightly colored?', expect: { minWords: 5, maxWords: 400 } },
        ],
      },
    ],
  },
  'impatient-visitors': {
    description: 'Short questions with hardly a pause: finds where the queue starts.',
    thinkTime: { kind: 'uniform', minSeconds: 0.2, maxSeconds: 0.5 },
    tasks: [
      {
        kind: 'ask',
        stream: true,
        prompts: [
          { text: 'Name one big cat.' },
          { text: 'Do owls sleep at night?' },
          { text: 'What is a baby seal called?' },
        ],
      },
    ],
  },
  'health-only': {
    description: 'Only GET /health: what the agent service does without the model.',
    tasks: [{ kind: 'get', path: '/health' }],
  },
} as const satisfies Record<string, Omit<LoadScenarioInput, 'name'>>;

export type ShippedScenarioName = keyof typeof SHIPPED;
export const SHIPPED_SCENARIO_NAMES = Object.keys(SHIPPED) as [ShippedScenarioName, ...ShippedScenarioName[]];

/** The scenarios that come with the product, by name. */
export const SHIPPED_SCENARIOS = Object.fromEntries(
  Object.entries(SHIPPED).map(([name, scenario]) => [name, loadScenario.parse({ name, ...scenario })]),
) as Readonly<Record<ShippedScenarioName, LoadScenario>>;
