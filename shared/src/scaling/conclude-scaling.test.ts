import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SHIPPED_SCENARIOS } from '../load/load-scenarios.ts';
import { loadSpec } from '../load/load-spec.ts';
import { aRun, aService, metricsOfRun } from '../testing/a-run.ts';
import { concludeScaling } from './conclude-scaling.ts';
import { OBSERVED_METRICS, type ObservedMetric } from './load-observation.ts';

const SPEC = loadSpec.parse({});
type Input = Parameters<typeof concludeScaling>[0];

const TARGET = { agent: aService('agent'), backend: aService('ollama', { concurrency: 7 }) };
const IDLE = { instances: 1, concurrency: 4, cpu: 0.12, memory: 0.3 };
const QUEUED = { backendWait: 200, modelQueue: 1_900 };

function conclude(part: Partial<Input> = {}) {
  return concludeScaling({
    target: TARGET,
    spec: SPEC,
    result: aRun(),
    agent: metricsOfRun(IDLE),
    backend: metricsOfRun(IDLE),
    ...part,
  });
}
const verdictOf = (part: Partial<Input>) => {
  const { bottleneck, certainty } = conclude(part);
  return `${bottleneck}, ${certainty}`;
};

describe('the bottleneck is the model server', () => {
  const full = metricsOfRun({ ...IDLE, concurrency: 7, cpu: 0.5 });

  test('when answers waited for it and it was full: both say the same', () => {
    const { headline, servedText, nextStep } = conclude({ result: aRun({ phasesMs: QUEUED }), backend: full });
    expect(headline).toBe(
      "The model server was the bottleneck: with 7 of 7 requests in flight it was full; answers waited 2.1 s for it, 67 % of their time; the agent's CPU stayed at 12 %. Both stayed at 1 instance, the most they may have.",
    );
    expect(servedText).toBe(
      'It served 2.00 good answers a second (1.58 to 2.42) with 20 users. That is about what it can serve as it is.',
    );
    expect(nextStep).toContain('more instances');
  });

  test.each<[string, Partial<Input>, string]>([
    [
      'answers waited, and nothing was observed',
      { result: aRun({ phasesMs: QUEUED }), agent: null, backend: null },
      'backend, likely',
    ],
    [
      'it was full, and the agent does not tell where time goes',
      { result: aRun({ phasesMs: null }), backend: full },
      'backend, likely',
    ],
    ['it turned the agent away', { result: aRun({ errors: [['agentError', 'BACKEND_BUSY', 12]] }) }, 'backend, likely'],
    ['its processors were busy all the time', { backend: metricsOfRun({ ...IDLE, cpu: 0.97 }) }, 'backend, likely'],
    [
      'requests waited for an instance all the time',
      { result: aRun({ phasesMs: { backendWait: 2_000 } }), backend: metricsOfRun({ ...IDLE, pending: 3 }) },
      'backend, clear',
    ],
    [
      'an agent that waits for it is full too',
      {
        result: aRun({ phasesMs: { ...QUEUED, way: 1_500 } }),
        agent: metricsOfRun({ ...IDLE, concurrency: 50 }),
        backend: full,
      },
      'backend, clear',
    ],
    [
      'the queue stands before an agent that lets few in, but the processors behind it have nothing left',
      {
        result: aRun({ phasesMs: { way: 6_000 }, errors: [['http429', '429', 22]] }),
        agent: metricsOfRun({ ...IDLE, concurrency: 50 }),
        backend: metricsOfRun({ ...IDLE, cpu: 1.1 }),
      },
      'backend, likely',
    ],
  ])('when %s', (_when, input, verdict) => {
    expect(verdictOf(input)).toBe(verdict);
  });

  test('and had room: then starting earlier helps, not a higher limit', () => {
    const target = { ...TARGET, backend: aService('ollama', { concurrency: 7, maxInstances: 3 }) };
    const { headline, nextStep } = conclude({ target, result: aRun({ phasesMs: QUEUED }) });
    expect(headline).toContain('The model server had 1 instance and may have 3.');
    expect(nextStep).toContain('room for more instances');
  });
});

describe('the bottleneck is the agent', () => {
  test('when it lets few in while the model server has room', () => {
    const target = { ...TARGET, agent: aService('agent', { concurrency: 2, maxInstances: 3 }) };
    const { headline, nextStep, peakInstances } = conclude({
      target,
      result: aRun({ phasesMs: { way: 5_600 }, errors: [['http429', '429', 22]] }),
      agent: metricsOfRun({ ...IDLE, concurrency: 2, instances: [1, 1, 2, 3, 3, 3] }),
    });
    expect(headline).toBe(
      "The agent was the bottleneck: with 2 of 2 requests in flight it was full; answers waited 5.6 s for it, 85 % of their time; the model server's CPU stayed at 12 %. The model server stayed at 1 instance, the most it may have. The agent went up to 3 instances, the most it may have.",
    );
    expect(nextStep).toContain('more requests at the same time');
    expect(peakInstances).toEqual({ agent: 3, backend: 1 });
  });

  test.each<[string, Partial<Input>, string]>([
    ['its processors were busy', { agent: metricsOfRun({ ...IDLE, cpu: 0.95 }) }, 'agent, likely'],
    [
      'its own work takes long, and its processors were busy',
      { result: aRun({ phasesMs: { agent: 1_000 } }), agent: metricsOfRun({ ...IDLE, cpu: 0.95 }) },
      'agent, clear',
    ],
    [
      'it turned requests away',
      { result: aRun({ errors: [['http429', '429', 3]] }), agent: null, backend: null },
      'agent, likely',
    ],
    ['answers waited at its door', { result: aRun({ phasesMs: { way: 900 } }), agent: null }, 'agent, likely'],
  ])('when %s', (_when, input, verdict) => {
    expect(verdictOf(input)).toBe(verdict);
  });

  test('with more CPU as advice when that is what it lacks', () => {
    expect(conclude({ agent: metricsOfRun({ ...IDLE, cpu: 0.95 }) }).nextStep).toContain('more CPU');
  });
});

describe('what looks like a bottleneck and is none', () => {
  test.each<[string, Partial<Input>]>([
    ['processors that a start alone fills', { backend: metricsOfRun({ ...IDLE, cpu: [1, 0.2, 0.2, 0.2, 0.2, 0.2] }) }],
    ['a busy GPU without a queue', { backend: metricsOfRun({ ...IDLE, gpu: 0.99 }) }],
    ['a full instance at which nobody waits', { backend: metricsOfRun({ ...IDLE, concurrency: 7 }) }],
    ['a queue that only the start had', { backend: metricsOfRun({ ...IDLE, pending: [4, 0, 0, 0, 0, 0] }) }],
    [
      'full instances with room for more',
      {
        target: { ...TARGET, agent: aService('agent', { concurrency: 2, maxInstances: 9 }) },
        agent: metricsOfRun({ ...IDLE, concurrency: 2, cpu: 0.95 }),
      },
    ],
  ])('%s', (_what, input) => {
    expect(verdictOf(input)).toBe('none, clear');
  });
});

describe('the run itself can be what is wrong', () => {
  test('cold starts that most waiting was for', () => {
    const { bottleneck, headline, servedText } = conclude({
      result: aRun({ phasesMs: { way: 900, modelLoad: 500 }, cold: { answers: 9, share: 0.6 } }),
    });
    expect(bottleneck).toBe('coldStarts');
    expect(headline).toContain('9 answers waited for an instance or the model to start, 60 % of all waiting');
    expect(servedText).toContain('How much more it can serve is not known.');
  });

  test('a wait that was for a start is no queue', () => {
    const result = aRun({ phasesMs: { way: 280 }, cold: { answers: 3, share: 0.22 } });
    expect(verdictOf({ result })).toBe('none, clear');
  });

  test('load that came late to services with room', () => {
    expect(verdictOf({ result: aRun({ lateMs: 400 }) })).toBe('loadGenerator, clear');
    expect(verdictOf({ result: aRun({ lateMs: 400, phasesMs: null }), agent: null, backend: null })).toBe(
      'loadGenerator, likely',
    );
  });

  test('where a slow answer makes the next request late, lateness blames nobody', () => {
    const scenario = { ...SHIPPED_SCENARIOS.codelab, thinkTime: { kind: 'pacing', intervalSeconds: 1 } as const };
    const spec = loadSpec.parse({ scenario });
    expect(verdictOf({ spec, result: aRun({ lateMs: 400 }) })).toBe('none, clear');
    const open = loadSpec.parse({ load: { model: 'open', requestsPerSecond: 2 } });
    expect(verdictOf({ spec: open, result: aRun({ lateMs: 400 }) })).toBe('none, clear');
    expect(conclude({ spec: open }).servedText).toContain('under this load');
  });

  test('load that came late because answers did is still about the service', () => {
    expect(verdictOf({ result: aRun({ lateMs: 400, phasesMs: QUEUED }) })).toBe('backend, likely');
  });
});

describe('nothing was at its limit', () => {
  test('and it says that more can be served', () => {
    const { headline, servedText, nextStep } = conclude();
    expect(headline).toBe('Nothing was at its limit: the pair can serve more than this.');
    expect(servedText).toContain('and can serve more. Test with more load');
    expect(nextStep).toBeNull();
  });

  test('as far as the metrics alone can tell', () => {
    expect(verdictOf({ result: aRun({ phasesMs: null }) })).toBe('none, likely');
  });
});

describe('what is not known is not made up', () => {
  test.each<[string, Partial<Input>]>([
    ['nobody saw anything', { result: aRun({ phasesMs: null }), agent: null, backend: null }],
    [
      'the metrics are all empty',
      { result: aRun({ phasesMs: null }), agent: metricsOfRun({}), backend: metricsOfRun({}) },
    ],
    ['the model server was not seen', { result: aRun({ phasesMs: null }), backend: null }],
    ['requests ran out of time', { result: aRun({ errors: [['timeout', 'timeout', 9]] }) }],
    ['the agent failed', { result: aRun({ errors: [['http5xx', '503', 9]] }) }],
    ['answers got slower under load', { result: aRun({ p50Ms: [500, 2_000] }) }],
    ['arrivals were dropped', { result: aRun({ dropped: 5 }) }],
    ['no request came to its end', { result: aRun({ requests: 0 }) }],
  ])('when %s', (_when, input) => {
    expect(conclude(input).bottleneck).toBe('unknown');
  });

  test('it says what speaks for a limit, and what is missing', () => {
    const { headline, gaps, nextStep } = conclude({
      result: aRun({ phasesMs: null, p50Ms: [500, 2_000] }),
      agent: metricsOfRun({ instances: 1 }),
      backend: null,
    });
    expect(headline).toContain('answers took 4.0 times as long under the full load');
    expect(gaps).toEqual([
      'Where the time of the answers went is not known: the agent did not tell.',
      'Of the model server nothing is known of its instances, requests in flight, CPU.',
      'Of the agent nothing is known of its requests in flight, CPU.',
    ]);
    expect(nextStep).toContain('Deploy the agent again');
  });

  test('a test without a model server on record is still told about its agent', () => {
    const { bottleneck, gaps } = conclude({
      target: { ...TARGET, backend: null },
      agent: metricsOfRun({ ...IDLE, cpu: 0.95 }),
    });
    expect(bottleneck).toBe('agent');
    expect(gaps).toEqual(['The model server of this test is not on record.']);
  });

  test('a run of which nothing came has no rate', () => {
    expect(conclude({ result: aRun({ requests: 0 }) })).toMatchObject({ served: null, servedText: null });
  });
});

test('one coarse point that also covers the time before a short run still tells of busy processors', () => {
  const metrics = metricsOfRun({ ...IDLE });
  const coarse = {
    ...metrics,
    cpu: {
      status: 'available' as const,
      why: '',
      series: [{ label: 'mean', points: [[-20, 40, 0.9] as [number, number, number]] }],
    },
  };
  expect(verdictOf({ backend: coarse })).toBe('backend, likely');
});

test('what was before the run is none of it, though the last sample before reaches into it', () => {
  const before = (value: number): [number, number, number] => [-58, 2, value];
  const after = (value: number): [number, number, number] => [2, 62, value];
  const base = metricsOfRun(IDLE);
  const series = (label: string, ...values: readonly [number, number]) => ({
    status: 'available' as const,
    why: '',
    series: [{ label, points: [before(values[0]), after(values[1])] }],
  });
  const backend = {
    ...base,
    instances: series('', 3, 1),
    concurrency: series('peak', 7, 2),
    startups: { ...series('count', 1, 0), series: [{ label: 'count', points: [before(1)] }] },
  };
  const { evidence, peakInstances } = conclude({ backend });
  expect(peakInstances.backend).toBe(1);
  expect(evidence.join(' ')).toContain('2 of 7 requests in flight');
  expect(evidence.join(' ')).not.toContain('started during the run');
});

test('what else was seen is told, whatever is concluded', () => {
  const { evidence } = conclude({
    result: aRun({ phasesMs: QUEUED, errors: [['http5xx', '503', 21]], p50Ms: [500, 2_000] }),
    agent: { ...metricsOfRun(IDLE), startups: metricsOfRun({ startups: [1] }).startups },
  });
  expect(evidence).toEqual([
    'A mean answer took 3.1 s: it waited 10 ms on the way to the agent, 2.1 s for the model server, and the model worked on it for 1.0 s.',
    'The model server, at its highest: 1 of at most 1 instance, 4 of 7 requests in flight in one of them, CPU at 12 % (12 % over the run), memory at 30 %.',
    'The agent, at its highest: 1 of at most 1 instance, 4 of 50 requests in flight in one of them, CPU at 12 % (12 % over the run), memory at 30 %.',
    '1 instance of the agent started during the run.',
    '21 requests were answered with 503, as the agent does when the model server is too busy.',
    'Under the full load a median answer took 4.0 times as long as under little.',
  ]);
});

test('whatever is missing or strange, something is said, and only what is known', () => {
  const value = fc.option(fc.double({ min: 0, max: 60, noNaN: true }), { nil: undefined });
  const metrics = fc.option(
    fc.record(
      Object.fromEntries(OBSERVED_METRICS.map((metric) => [metric, value])) as Record<ObservedMetric, typeof value>,
      { requiredKeys: [] },
    ),
    { nil: null },
  );
  const runs = fc.record({
    phasesMs: fc.option(fc.record({ way: fc.nat(9_000), modelQueue: fc.nat(9_000), backendWait: fc.nat(9_000) }), {
      nil: null,
    }),
    cold: fc.record({ answers: fc.nat(20), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
    lateMs: fc.nat(1_000),
    dropped: fc.nat(3),
    requests: fc.nat(500),
  });
  fc.assert(
    fc.property(runs, metrics, metrics, (run, agent, backend) => {
      const said = conclude({
        result: aRun(run),
        agent: agent && metricsOfRun(agent),
        backend: backend && metricsOfRun(backend),
      });
      const texts = [said.headline, said.servedText, said.nextStep, ...said.evidence, ...said.gaps].join(' ');
      expect(said.headline.length).toBeGreaterThan(10);
      expect(texts).not.toMatch(/NaN|null|undefined|Infinity/);
      if (agent?.instances === undefined) expect(said.peakInstances.agent).toBeNull();
    }),
  );
});
