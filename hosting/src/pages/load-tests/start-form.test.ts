import { loadSpec } from '@proving-ground/shared';
import { aLiveService } from '@proving-ground/shared/testing/a-live-service';
import { aLoadTest, aLoadTestTarget } from '@proving-ground/shared/testing/a-load-test';
import { expect, test } from 'vitest';
import type { LoadForm } from '../../load-form/load-form.ts';
import { loadTargetChoices } from '../../load-form/load-targets.ts';
import type { ShapeForm } from '../../load-form/shape-form.ts';
import { type StartForm, startFormOf, validateStartForm, wishOf, wishOfQuestion } from './start-form.ts';

const TARGETS = loadTargetChoices([aLiveService('agent'), aLiveService('backend')], {});
const TARGET = { region: 'europe-west1', agentServiceName: 'production-adk-agent' };

const withPart = (part: Partial<StartForm>): StartForm => ({ ...startFormOf(TARGETS), ...part });
const withLoad = (part: Partial<LoadForm>): StartForm => withPart({ load: { ...startFormOf(TARGETS).load, ...part } });
const withShape = (part: Partial<ShapeForm>): StartForm =>
  withLoad({ shape: { ...startFormOf(TARGETS).load.shape, ...part } });

test("the untouched form is the codelab's test of the first agent", () => {
  expect(validateStartForm(startFormOf(TARGETS), TARGETS)).toEqual({
    value: { target: TARGET, note: '', spec: loadSpec.parse({}) },
    errors: new Map(),
  });
});

test('every field gets into what is sent', () => {
  const form = withPart({
    shardCount: '3',
    note: ' before the fix ',
    load: {
      ...startFormOf(TARGETS).load,
      scenario: 'streaming-chat',
      model: 'open',
      requestsPerSecond: '2.5',
      arrivals: 'constant',
      maxInFlight: '40',
      shape: { ...startFormOf(TARGETS).load.shape, kind: 'spike', spikeBasePercent: '10', spikeStartPercent: '29' },
      durationSeconds: '120',
      requestTimeoutSeconds: '90',
      drainSeconds: '5',
      seed: '7',
      slo: 'p95Ms<2000',
    },
  });
  expect(validateStartForm(form, TARGETS).value).toEqual({
    target: TARGET,
    note: 'before the fix',
    shardCount: 3,
    spec: {
      scenario: 'streaming-chat',
      load: {
        model: 'open',
        requestsPerSecond: 2.5,
        arrivals: 'constant',
        maxInFlight: 40,
        shape: { kind: 'spike', baseLevel: 0.1, startFraction: 0.29, lengthFraction: 0.2 },
      },
      durationSeconds: 120,
      requestTimeoutSeconds: 90,
      drainSeconds: 5,
      seed: 7,
      slo: 'p95Ms<2000',
    },
  });
});

test('an earlier test is asked for again, with its note and its own scenario', () => {
  const spec = loadSpec.parse({ scenario: { name: 'mine', tasks: [{ kind: 'get', path: '/health' }] } });
  const { value } = validateStartForm(startFormOf(TARGETS, wishOf(aLoadTest({ spec, note: 'again' }))), TARGETS);
  expect(value).toEqual({ target: TARGET, note: 'again', spec });
});

test.each<[string, StartForm, Readonly<Record<string, string>>]>([
  ['no users', withLoad({ users: '0' }), { 'spec.load.users': 'At least 1.' }],
  ['half a user', withLoad({ users: '1.5' }), { 'spec.load.users': 'Enter a whole number.' }],
  ['no number', withLoad({ spawnRatePerSecond: 'fast' }), { 'spec.load.spawnRatePerSecond': 'Enter a number.' }],
  ['an empty duration', withLoad({ durationSeconds: '' }), { 'spec.durationSeconds': 'Enter a number.' }],
  ['a day', withLoad({ durationSeconds: '86400' }), { 'spec.durationSeconds': 'At most 1440.' }],
  [
    'too fast arrivals',
    withLoad({ model: 'open', requestsPerSecond: '2001' }),
    { 'spec.load.requestsPerSecond': 'At most 2000.' },
  ],
  [
    'more requests than may be',
    withLoad({ model: 'open', requestsPerSecond: '2000', durationSeconds: '1440' }),
    { 'spec.load': 'Up to 5760000 requests: at most 1000000 are allowed. Lower the load or the duration.' },
  ],
  [
    'a ramp beyond the end',
    withShape({ kind: 'ramp', rampPercent: '120' }),
    { 'spec.load.shape.rampFraction': 'At most 100.' },
  ],
  [
    'a spike beyond the end',
    withShape({ kind: 'spike', spikeStartPercent: '90' }),
    { 'spec.load.shape.lengthFraction': 'The spike ends after the test.' },
  ],
  ['one step', withShape({ kind: 'steps', steps: '1' }), { 'spec.load.shape.steps': 'At least 2.' }],
  [
    'a threshold without a limit',
    withLoad({ slo: 'p95Ms<fast' }),
    { 'spec.slo': '"fast" is no limit for p95Ms: write a plain number.' },
  ],
  ['no shard', withPart({ shardCount: '0' }), { shardCount: 'At least 1.' }],
  ['a note of two lines', withPart({ note: 'a\nb' }), { note: 'A note is one line.' }],
  [
    'a wrong scenario and a wrong duration at once',
    withLoad({ scenario: 'own', scenarioText: '[]', durationSeconds: '0' }),
    {
      'spec.scenario': 'scenario: Invalid input: expected object, received array',
      'spec.durationSeconds': 'At least 1.',
    },
  ],
])('%s is refused beside its field', (_, form, expected) => {
  const { value, errors } = validateStartForm(form, TARGETS);
  expect([value, Object.fromEntries(errors)]).toEqual([null, expected]);
});

test('an agent that is not live any more is refused', () => {
  const earlier = aLoadTest({ target: aLoadTestTarget({ region: 'us-east4' }) });
  const { value, errors } = validateStartForm(startFormOf(TARGETS, wishOf(earlier)), TARGETS);
  expect([value, errors.get('target')]).toEqual([null, 'This agent is not live now: choose another one.']);
});

test('a question from a chat becomes a load of that question alone, streamed', () => {
  const wish = wishOfQuestion('Why?', TARGETS[0]?.key);
  const { value } = validateStartForm(startFormOf(TARGETS, wish ?? undefined), TARGETS);
  expect(value?.spec.scenario).toMatchObject({ tasks: [{ kind: 'ask', stream: true, prompts: [{ text: 'Why?' }] }] });
  expect(wishOfQuestion('   ', undefined)).toBeNull();
});
