import { expect, test } from 'vitest';
import { aFailure } from '../../testing/a-failure.ts';
import { anObservation } from '../../testing/an-observation.ts';
import { missingMetrics, observationTrouble } from './missing-metrics.ts';

const denied = { status: 'denied', why: 'No.', series: [] } as const;

test('what is missing says why, in one line for all that share it; nobody misses a GPU that is not there', () => {
  const agent = anObservation('agent', { instances: [[10, 1]] });
  const seen = [{ ...agent, metrics: { ...agent.metrics, cpu: { ...denied, series: [] } } }];
  expect(missingMetrics(seen, () => false)).toEqual([
    'Agent, Requests in flight, Memory: no point of it in the time of the test.',
    'Agent, CPU: the functions may not read it.',
  ]);
  expect(missingMetrics(seen, () => true).join()).toContain('Memory, GPU, GPU memory');
});

test('of a service of which nothing came, the whole is said and not each metric; while more may come, nothing', () => {
  expect(missingMetrics([anObservation('agent', {}, { status: 'waiting' })], () => true)).toEqual([]);
  expect(missingMetrics([anObservation('agent', {}, { status: 'unavailable' })], () => true)).toEqual([]);
});

test.each([
  ['permission-denied', 'may not read', 'monitoring.viewer'],
  ['failed-precondition', 'is disabled', 'monitoring.googleapis.com'],
  ['unavailable', 'could not be read', 'looked at again'],
] as const)('a refusal of the kind %s says what to do', (code, text, nextStep) => {
  const trouble = observationTrouble([
    anObservation('agent', {}, { status: 'unavailable', failure: aFailure({ code }) }),
  ]);
  expect(trouble?.text).toContain(text);
  expect(trouble?.nextStep).toContain(nextStep);
});

test('partial and unavailable are two things, and complete is none', () => {
  const of = (...statuses: ('complete' | 'partial' | 'unavailable')[]) =>
    observationTrouble(statuses.map((status) => anObservation('agent', {}, { status })))?.text ?? null;
  expect(of('complete', 'complete')).toBeNull();
  expect(of('complete', 'unavailable')).toContain('partial');
  expect(of('partial', 'complete')).toContain('partial');
  expect(of('unavailable', 'unavailable')).toContain('has nothing of these revisions');
  expect(of()).toBeNull();
});
