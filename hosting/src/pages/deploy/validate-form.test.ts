import { expect, test } from 'vitest';
import { type BackendForm, type DeployForm, formOfSpec } from './deploy-form.ts';
import type { Row } from './service-form.ts';
import { validateForm } from './validate-form.ts';

const withBackend = (part: Partial<BackendForm>): DeployForm => {
  const form = formOfSpec();
  return { ...form, backend: { ...form.backend, ...part } };
};
const withAgent = (part: Partial<DeployForm['agent']>): DeployForm => {
  const form = formOfSpec();
  return { ...form, agent: { ...form.agent, ...part } };
};
const row = (id: number, name: string, value = ''): Row => ({ id, name, value });
const errorsOf = (form: DeployForm) => {
  const { spec, errors } = validateForm(form);
  expect(spec).toBeNull();
  return Object.fromEntries(errors);
};

test.each([
  ['an empty number', withBackend({ memoryGiB: '' }), { 'backend.memoryGiB': 'Enter a number.' }],
  ['letters for a number', withBackend({ concurrency: 'many' }), { 'backend.concurrency': 'Enter a number.' }],
  ['too many instances', withBackend({ maxInstances: '21' }), { 'backend.maxInstances': 'At most 20.' }],
  ['no instance', withAgent({ maxInstances: '0' }), { 'agent.maxInstances': 'At least 1.' }],
  ['an odd fraction of memory', withBackend({ memoryGiB: '16.3' }), { 'backend.memoryGiB': 'Use steps of 0.5.' }],
  ['half an instance', withAgent({ maxInstances: '1.5' }), { 'agent.maxInstances': 'Enter a whole number.' }],
  [
    'more memory than the CPU may have',
    withAgent({ memoryGiB: '16' }),
    { 'agent.memoryGiB': '2 CPU needs between 0.5 and 8 GiB of memory.' },
  ],
  [
    'a GPU with too little CPU',
    withBackend({ cpuCount: '2', memoryGiB: '8' }),
    {
      'backend.cpuCount': 'With an NVIDIA L4 there can be 4, 6 or 8 CPU.',
      'backend.memoryGiB': 'An NVIDIA L4 needs at least 16 GiB of memory.',
    },
  ],
  [
    'a model without the GPU it needs',
    { ...withBackend({ gpuType: '' }), model: 'gemma3:4b' },
    { 'backend.gpuType': 'Gemma 3 4B needs a GPU.' },
  ],
  [
    'the same name for both services',
    withAgent({ serviceName: 'ollama-gemma3-270m-gpu' }),
    { 'agent.serviceName': 'The agent and the backend need different service names.' },
  ],
  [
    'less concurrency than parallel requests',
    withBackend({ concurrency: '2' }),
    { 'backend.concurrency': 'Concurrency below the 4 parallel requests would leave model slots unused.' },
  ],
  [
    'a variable that Cloud Run reserves',
    withAgent({ env: [row(7, 'PORT', '1')] }),
    { 'agent.env.7': 'PORT, K_* and X_GOOGLE_* are reserved by Cloud Run.' },
  ],
  [
    'a variable that another field sets',
    withBackend({ env: [row(3, 'MODEL', 'x')] }),
    { 'backend.env.3': 'MODEL is set by Proving Ground itself.' },
  ],
  [
    'a value without a name',
    withAgent({ env: [row(0, '', 'x')] }),
    { 'agent.env.0': 'An environment variable name has letters, digits and "_".' },
  ],
  [
    'a label with a bad value',
    withBackend({ labels: [row(0, 'team', 'Zoo!')] }),
    { 'backend.labels.0': 'A label value has up to 63 of a-z, 0-9, "_" and "-".' },
  ],
  [
    'a name that is used twice',
    withAgent({ env: [row(0, 'A', '1'), row(1, 'A ', '2')] }),
    { 'agent.env.1': 'This name is used twice.' },
  ],
])('%s is refused beside its field', (_, form, expected) => {
  expect(errorsOf(form)).toEqual(expected);
});

test('a bad service name is refused beside its field', () => {
  expect(errorsOf(withAgent({ serviceName: 'Not Good' }))['agent.serviceName']).toMatch(/lower case/);
});

test('a row that is not filled in yet is no variable and no error', () => {
  const { spec, errors } = validateForm(withAgent({ env: [row(0, '', '')] }));
  expect([spec?.agent.env, errors.size]).toEqual([{}, 0]);
});

test('values keep their spaces and commas', () => {
  expect(validateForm(withAgent({ env: [row(0, ' LIST ', ' a, b ')] })).spec?.agent.env).toEqual({ LIST: ' a, b ' });
});
