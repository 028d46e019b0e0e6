import { describe, expect, test } from 'vitest';
import { concludeScaling } from './conclude-scaling.ts';
import {
  type MetricObservation,
  OBSERVED_METRICS,
  type ObservedMetric,
  type ObservedMetrics,
  peakOf,
} from './load-observation.ts';
import type { LoadResult } from './load-results.ts';
import type { TestedService } from './load-test-target.ts';

const NOTHING: MetricObservation = { status: 'empty', why: 'No point.', series: [] };

/** A service with these values at their highest; what is left out was not measured. */
function metrics(peaks: Partial<Record<ObservedMetric, number>>): ObservedMetrics {
  const entries = OBSERVED_METRICS.map((metric): [ObservedMetric, MetricObservation] => {
    const peak = peaks[metric];
    if (peak === undefined) return [metric, NOTHING];
    return [
      metric,
      {
        status: 'available',
        why: '',
        series: [
          {
            label: '',
            points: [
              [10, peak / 2],
              [20, peak],
            ],
          },
        ],
      },
    ];
  });
  return Object.fromEntries(entries) as ObservedMetrics;
}

const service = (name: string, part: Partial<TestedService> = {}): TestedService => ({
  name,
  revision: `${name}-1`,
  digest: 'sha256:0',
  cpuCount: 2,
  memoryGiB: 4,
  gpuType: null,
  concurrency: 50,
  maxInstances: 1,
  costUsdPerHour: 1,
  ...part,
});
const TARGET = { agent: service('agent'), backend: service('ollama', { concurrency: 7 }) };

const task = { name: 'all', requests: 100, failures: 0, coldAnswers: 0 };
function result(part: { readonly cold?: number; readonly late?: number; readonly busy?: number } = {}): LoadResult {
  const { cold = 0, late = 1, busy = 0 } = part;
  const answers = { ...task, coldAnswers: cold };
  const errors = busy > 0 ? [{ task: 'ask', class: 'http429', detail: '429', count: busy }] : [];
  return { answers, total: answers, errors, startDelayP99Ms: late, dropped: 0 } as unknown as LoadResult;
}
const IDLE_AGENT = metrics({ instances: 1, concurrency: 20, cpu: 0.12 });

function concluded(input: Partial<Parameters<typeof concludeScaling>[0]>) {
  return concludeScaling({ target: TARGET, result: result(), agent: IDLE_AGENT, backend: null, ...input });
}

describe('the bottleneck', () => {
  test.each([
    ['all its slots taken', metrics({ instances: 1, concurrency: 7, cpu: 0.4 })],
    ['its processors busy', metrics({ instances: 1, concurrency: 3, cpu: 0.97 })],
    ['its GPU busy', metrics({ instances: 1, concurrency: 3, cpu: 0.2, gpu: 0.99 })],
    ['requests that wait for an instance', metrics({ instances: 1, concurrency: 3, cpu: 0.2, pending: 4 })],
  ])('is the backend with %s', (_how, backend) => {
    const { bottleneck, text } = concluded({ backend });
    expect(bottleneck).toBe('backend');
    expect(text).toContain('The backend was the bottleneck');
    expect(text).toContain('It had 1 of at most 1 instances.');
  });

  test('is the backend also when the agent that waits for it is full', () => {
    const agent = metrics({ instances: 1, concurrency: 50, cpu: 0.1 });
    expect(concluded({ agent, backend: metrics({ instances: 1, concurrency: 7 }) }).bottleneck).toBe('backend');
  });

  test('is the agent when it alone is full', () => {
    const agent = metrics({ instances: 1, concurrency: 49, cpu: 0.3 });
    const { bottleneck, text } = concluded({ agent, backend: metrics({ instances: 1, concurrency: 2, cpu: 0.3 }) });
    expect(bottleneck).toBe('agent');
    expect(text).toContain('with 49 of 50 requests in flight');
  });

  test('is nobody who could still have had another instance', () => {
    const target = { ...TARGET, backend: service('ollama', { concurrency: 7, maxInstances: 3 }) };
    const backend = metrics({ instances: 2, concurrency: 7, cpu: 0.5 });
    expect(concluded({ target, backend }).bottleneck).toBe('none');
  });

  test('are cold starts when many answers waited for the model', () => {
    const backend = metrics({ instances: 1, concurrency: 2, cpu: 0.3 });
    expect(concluded({ backend, result: result({ cold: 30 }) }).bottleneck).toBe('coldStart');
  });

  test('is the load itself when it came late to idle services', () => {
    const backend = metrics({ instances: 1, concurrency: 2, cpu: 0.3 });
    expect(concluded({ backend, result: result({ late: 400 }) }).bottleneck).toBe('loadGenerator');
  });

  test('is nowhere when nothing was full', () => {
    const { bottleneck, text } = concluded({ backend: metrics({ instances: 1, concurrency: 2, cpu: 0.3 }) });
    expect([bottleneck, text]).toEqual(['none', 'Nothing was at its limit: the pair can serve more than this.']);
  });
});

describe('what is not known is not made up', () => {
  test.each([
    ['nothing was observed', { agent: null, backend: null }],
    ['the metrics are all empty', { agent: metrics({}), backend: metrics({}) }],
    ['the backend was not seen', { backend: metrics({}) }],
    [
      'somebody turned requests away, and nobody was seen full',
      {
        backend: metrics({ instances: 1, concurrency: 2, cpu: 0.2 }),
        result: result({ busy: 12 }),
      },
    ],
  ])('when %s', (_what, input) => {
    expect(concluded(input).bottleneck).toBe('unknown');
  });

  test('a test without a backend on record is still told about its agent', () => {
    const { evidence } = concluded({ target: { ...TARGET, backend: null } });
    expect(evidence).toEqual([
      'The backend of this test is not on record.',
      'The agent, at its highest: 1 of at most 1 instances, up to 20 of 50 requests in one of them, processors at 12 %.',
    ]);
  });

  test('a missing value has no peak, and series count together', () => {
    expect(peakOf(undefined)).toBeNull();
    expect(peakOf(NOTHING)).toBeNull();
    expect(
      peakOf({
        series: [
          { label: 'active', points: [[10, 1]] },
          {
            label: 'idle',
            points: [
              [10, 2],
              [20, 1],
            ],
          },
        ],
      }),
    ).toBe(3);
  });
});
