import { expect, test } from 'vitest';
import { aLoadResult, aTaskResult } from '../testing/a-load-result.ts';
import { SESSION_TASK } from './load-scenario.ts';
import { evaluateSlo } from './load-slo.ts';

const line = (requests: number, failures: number) => ({ requests, failures, errorRate: failures / requests });
const observed = (slo: string, ...lines: Parameters<typeof aLoadResult>) =>
  evaluateSlo(slo, aLoadResult(...lines))?.thresholds[0]?.observed;

/** A hundred visitors: five cannot open a session, three of the others get no answer. */
const VISITORS = {
  tasks: [aTaskResult({ name: SESSION_TASK, ...line(100, 5) }), aTaskResult(line(95, 3))],
  total: aTaskResult(line(195, 8)),
};

test('errors are told of visits: a session that was opened is no answer, one that could not be opened is a failed visit', () => {
  expect(observed('errorRate<0.1', VISITORS)).toBe(0.08);
  expect(observed('droppedRate<0.1', { ...VISITORS, dropped: 25 })).toBe(0.2);
});

test('where no session is opened, every request is a visit', () => {
  const health = { tasks: [aTaskResult(line(50, 1))], total: aTaskResult(line(50, 1)) };
  expect(observed('errorRate<0.1', health)).toBe(0.02);
  expect(observed('errorRate<0.1', { tasks: [], total: aTaskResult({ requests: 0, failures: 0 }) })).toBeNull();
});
