import { describe, expect, test } from 'vitest';
import { deploymentSpec } from './deployment-spec.ts';

/** `path: message` of everything that is wrong; a record's key is told with the reason one level down. */
function problems(spec: unknown): string[] {
  const parsed = deploymentSpec.safeParse(spec);
  return (parsed.error?.issues ?? []).map((issue) => {
    const reason = issue.code === 'invalid_key' ? issue.issues.map(({ message }) => message).join(' ') : issue.message;
    return `${issue.path.join('.')}: ${reason}`;
  });
}

/** With the GPU that needs the most beside it. */
const rtx = (backend: object = {}) => ({
  region: 'europe-west4',
  backend: { gpuType: 'nvidia-rtx-pro-6000', cpuCount: 20, memoryGiB: 80, ...backend },
});

test('nothing asked for is the codelab, value by value', () => {
  expect(deploymentSpec.parse({})).toEqual({
    scope: 'pair',
    holdBeforeTraffic: false,
    gate: null,
    region: 'europe-west1',
    model: 'gemma3:270m',
    backend: {
      serviceName: 'ollama-gemma3-270m-gpu',
      cpuCount: 8,
      memoryGiB: 16,
      gpuType: 'nvidia-l4',
      concurrency: 7,
      parallelRequests: 4,
      maxInstances: 1,
      timeoutSeconds: 600,
      env: {},
      labels: {},
    },
    agent: {
      serviceName: 'production-adk-agent',
      cpuCount: 2,
      memoryGiB: 4,
      concurrency: 50,
      maxInstances: 1,
      timeoutSeconds: 300,
      env: {},
      labels: {},
      isPublic: false,
      version: null,
    },
  });
});

describe('refused, with the field named', () => {
  test.each([
    ['an unknown field', { colour: 1 }, /colour/],
    ['an unknown field of the backend', { backend: { gpus: 2 } }, /^backend: .*gpus/],
    ['an unknown field of the agent', { agent: { gpuType: 'nvidia-l4' } }, /^agent: .*gpuType/],
    ['a region without GPUs', { region: 'europe-north1' }, /^region: /],
    ['an unknown model', { model: 'gemma3:27b' }, /^model: /],
    ['PORT', { agent: { env: { PORT: '80' } } }, /^agent\.env\.PORT: .*reserved/],
    ['K_SERVICE', { agent: { env: { K_SERVICE: 'x' } } }, /^agent\.env\.K_SERVICE: .*reserved/],
    ['X_GOOGLE_X', { backend: { env: { X_GOOGLE_X: 'x' } } }, /^backend\.env\.X_GOOGLE_X: .*reserved/],
    ['a name with a hyphen', { agent: { env: { 'MY-VAR': 'x' } } }, /^agent\.env\.MY-VAR: /],
    ['a name that Firestore keeps for itself', { agent: { env: { __X__: 'x' } } }, /^agent\.env\.__X__: .*"__"/],
    [
      "the backend's own variable",
      { backend: { env: { OLLAMA_NUM_PARALLEL: '9' } } },
      /^backend\.env\.OLLAMA_NUM_PARALLEL: .*Proving Ground/,
    ],
    [
      "the agent's own variable",
      { agent: { env: { OLLAMA_API_BASE: 'x' } } },
      /^agent\.env\.OLLAMA_API_BASE: .*Proving Ground/,
    ],
    ['a variable that is no text', { agent: { env: { A: 7 } } }, /^agent\.env\.A: /],
    [
      'a GPU with 2 CPU',
      { backend: { cpuCount: 2 } },
      /^backend\.cpuCount: With an NVIDIA L4 there can be 4, 6 or 8 CPU/,
    ],
    ['a GPU with 8 GiB', { backend: { memoryGiB: 8 } }, /^backend\.memoryGiB: An NVIDIA L4 needs at least 16 GiB/],
    ['3 CPU', { backend: { cpuCount: 3 } }, /^backend\.cpuCount: CPU must be one of/],
    [
      'more memory than the CPU can have',
      { agent: { cpuCount: 1, memoryGiB: 8 } },
      /^agent\.memoryGiB: 1 CPU needs between/,
    ],
    [
      'less memory than the CPU needs',
      { backend: { cpuCount: 4, memoryGiB: 1, gpuType: null } },
      /^backend\.memoryGiB: 4 CPU needs between/,
    ],
    ['memory in quarters', { agent: { memoryGiB: 1.25 } }, /^agent\.memoryGiB: /],
    ['20 CPU with an L4', { backend: { cpuCount: 20 } }, /^backend\.cpuCount: With an NVIDIA L4/],
    ['20 CPU without a GPU', { backend: { gpuType: null, cpuCount: 20 } }, /^backend\.cpuCount: Without a GPU/],
    ['20 CPU for the agent', { agent: { cpuCount: 20, memoryGiB: 80 } }, /^agent\.cpuCount: Without a GPU/],
    [
      'an RTX PRO 6000 with 8 CPU',
      rtx({ cpuCount: 8 }),
      /^backend\.cpuCount: With an NVIDIA RTX PRO 6000 there can be 20 CPU/,
    ],
    [
      'an RTX PRO 6000 with 32 GiB',
      rtx({ memoryGiB: 32 }),
      /^backend\.memoryGiB: An NVIDIA RTX PRO 6000 needs at least 80 GiB/,
    ],
    [
      'an RTX PRO 6000 where there is none',
      { ...rtx(), region: 'us-east4' },
      /^region: us-east4 has no NVIDIA RTX PRO 6000; europe-west4/,
    ],
    ['an L4 where it takes an invitation', { region: 'us-central1' }, /^region: us-central1 has no NVIDIA L4/],
    ['another GPU', { backend: { gpuType: 'nvidia-h100' } }, /^backend\.gpuType: /],
    ['a service name in capitals', { agent: { serviceName: 'MyAgent' } }, /^agent\.serviceName: /],
    ['a service name that starts with a digit', { agent: { serviceName: '1agent' } }, /^agent\.serviceName: /],
    ['a service name that ends with a hyphen', { agent: { serviceName: 'agent-' } }, /^agent\.serviceName: /],
    ['a service name of 50 characters', { agent: { serviceName: 'a'.repeat(50) } }, /^agent\.serviceName: /],
    ['a service name with a slash', { agent: { serviceName: 'a/b' } }, /^agent\.serviceName: /],
    ['no service name', { agent: { serviceName: '' } }, /^agent\.serviceName: /],
    [
      'equal service names',
      { agent: { serviceName: 'same' }, backend: { serviceName: 'same' } },
      /^agent\.serviceName: .*different/,
    ],
    ['a label key in capitals', { agent: { labels: { Team: 'zoo' } } }, /^agent\.labels\.Team: A label key/],
    ['a label value with a space', { agent: { labels: { team: 'the zoo' } } }, /^agent\.labels\.team: A label value/],
    [
      'a label of ours',
      { backend: { labels: { 'managed-by': 'me' } } },
      /^backend\.labels\.managed-by: .*Proving Ground/,
    ],
    [
      '33 labels',
      { agent: { labels: Object.fromEntries(Array.from({ length: 33 }, (_, index) => [`l${index}`, ''])) } },
      /^agent\.labels: At most 32/,
    ],
    [
      '101 variables',
      { agent: { env: Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`V${index}`, ''])) } },
      /^agent\.env: At most 100/,
    ],
    [
      'variables that no record could hold',
      { agent: { env: { A: 'x'.repeat(32_768), B: 'x'.repeat(32_768), C: 'x' } } },
      /^agent\.env: At most 65536/,
    ],
    ['concurrency below the parallel requests', { backend: { concurrency: 3 } }, /^backend\.concurrency: /],
    [
      'a model that needs a GPU without one',
      { model: 'gemma3:4b', backend: { gpuType: null } },
      /^backend\.gpuType: Gemma 3 4B needs a GPU/,
    ],
    [
      'a model in too little memory',
      { backend: { gpuType: null, cpuCount: 2, memoryGiB: 1 } },
      /^backend\.memoryGiB: Gemma 3 270M needs at least 2 GiB/,
    ],
    [
      'a model on too few CPU',
      { model: 'gemma3:1b', backend: { gpuType: null, cpuCount: 1, memoryGiB: 4 } },
      /^backend\.cpuCount: Gemma 3 1B needs at least 2 CPU/,
    ],
  ])('%s', (_what, spec, expected) => {
    expect(problems(spec)).toContainEqual(expect.stringMatching(expected));
  });

  test.each(['cpuCount', 'memoryGiB', 'concurrency', 'maxInstances', 'timeoutSeconds'])(
    'a %s that is no sensible number',
    (field) => {
      for (const value of [-1, 0, 1e9, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, '4', null]) {
        for (const part of ['agent', 'backend']) {
          const found = problems({ [part]: { [field]: value } });
          expect(found, `${part}.${field} = ${value}`).toContainEqual(expect.stringContaining(`${part}.${field}: `));
        }
      }
    },
  );
});

describe('taken', () => {
  test.each([
    ['the smallest model without a GPU', { backend: { gpuType: null, cpuCount: 1, memoryGiB: 2, concurrency: 4 } }],
    ['the largest model with one', { model: 'gemma3:12b', backend: { parallelRequests: 2, concurrency: 4 } }],
    [
      'names of one and of 36 characters',
      { agent: { serviceName: 'a' }, backend: { serviceName: `b${'-'.repeat(34)}b` } },
    ],
    ['a variable with commas', { agent: { env: { ZOO_ANIMALS: 'a,b,c' } } }],
    ['the same names in capitals only', { agent: { env: { port: '1', MODEL: 'mine' } } }],
    ['labels up to their limits', { agent: { labels: { ['k'.repeat(63)]: 'v'.repeat(63), empty: '' } } }],
    ['an RTX PRO 6000 with what it needs', rtx()],
    ['a backend without a GPU anywhere', { region: 'us-central1', backend: { gpuType: null } }],
    ['half GiBs', { agent: { memoryGiB: 1.5 } }],
  ])('%s', (_what, spec) => {
    expect(problems(spec)).toEqual([]);
  });
});
