import { expect, test } from 'vitest';
import { readScenario } from './read-scenario.ts';

const read = (scenarioText: string) => readScenario({ scenario: 'own', scenarioText });
const ask = { kind: 'ask', prompts: [{ text: 'Why?' }] };

test('a shipped scenario goes by its name', () => {
  expect(readScenario({ scenario: 'codelab', scenarioText: '{' })).toEqual({ scenario: 'codelab', problem: null });
});

test('an own one is completed with the defaults', () => {
  expect(read(JSON.stringify({ name: 'mine', tasks: [ask] })).scenario).toMatchObject({
    name: 'mine',
    appName: 'production_agent',
    tasks: [{ kind: 'ask', weight: 1, stream: false }],
  });
});

test.each([
  ['nothing', ' ', 'Write the scenario as JSON.'],
  ['a list', '[]', 'scenario: Invalid input: expected object, received array'],
  [
    'a task of another kind',
    JSON.stringify({ name: 'mine', tasks: [{ kind: 'post' }] }),
    "tasks[0].kind: Invalid discriminator value. Expected 'ask' | 'get'",
  ],
  [
    'an empty prompt and a weight with a fraction',
    JSON.stringify({ name: 'mine', tasks: [{ ...ask, weight: 1.5, prompts: [{ text: '' }] }] }),
    'tasks[0].weight: Enter a whole number.\ntasks[0].prompts[0].text: Fill this in.',
  ],
  [
    'two tasks of one name',
    JSON.stringify({ name: 'mine', tasks: [ask, ask] }),
    'tasks[1].name: Two tasks are named "POST /run".',
  ],
  [
    'more mistakes than can be shown',
    JSON.stringify({ name: 'Mine', tasks: [{ ...ask, weight: 0 }], a: 1, thinkTime: { kind: 'no' }, appName: '?' }),
    'name: Use lower case letters, digits and hyphens.\nappName: An app name has letters, digits, "_" and "-".\nthinkTime.kind: Invalid discriminator value. Expected \'uniform\' | \'pacing\'\nAnd 2 more.',
  ],
])('%s is refused with where and why', (_, text, problem) => {
  expect(read(text)).toEqual({ scenario: null, problem });
});

test('what is no JSON is told as the browser tells it', () => {
  expect(read('{"name":').problem).toMatch(/^That is no JSON\. ./);
});
