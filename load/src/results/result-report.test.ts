import {
  evaluateSlo,
  type LoadState,
  loadReportHtml,
  loadSpec,
  parseSlo,
  sloText,
  taskCsv,
} from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { Histogram, TOTAL_PRECISION_BITS } from '../histogram/histogram.ts';
import { encodeHistogram } from '../histogram/histogram-codec.ts';
import { summarise } from './summarise.ts';

const HOSTILE = '=cmd|"/c calc"<script>alert(1)</script>';
const latency = new Histogram(TOTAL_PRECISION_BITS);
for (let ms = 1; ms <= 100; ms += 1) latency.record(ms * 1_000);
const latencyUs = encodeHistogram(latency);
const none = encodeHistogram(new Histogram(TOTAL_PRECISION_BITS));

const STATE: LoadState = {
  format: 1,
  startAtMs: 0,
  windowSeconds: 1,
  shardCount: 1,
  shards: [{ index: 0, status: 'finished', requests: 110, elapsedMs: 10_000 }],
  elapsedMs: 10_000,
  dropped: 0,
  interrupted: 0,
  startDelayUs: none,
  tasks: [
    {
      name: HOSTILE,
      kind: 'ask',
      requests: 110,
      failures: 10,
      receivedBytes: 0,
      latencyUs,
      latencyFromIntendedUs: latencyUs,
      ttftUs: none,
      tokenGapUs: none,
      tokenRateCenti: none,
      answerTokens: 0,
      coldAnswers: 0,
      split: null,
      errors: [{ class: 'http5xx', detail: '503', count: 10 }],
    },
  ],
  windows: [],
};
const result = summarise({ state: STATE, spec: { slo: '' } });

test('hostile text is text in the report and no formula in the table file', () => {
  const html = loadReportHtml({ target: HOSTILE, spec: loadSpec.parse({}), result });
  expect(html).not.toContain('<script>');
  expect(html).toContain('&lt;script&gt;');
  for (const line of taskCsv(result).split('\n')) expect(line).not.toMatch(/^"?[=+@-]/);
});

test.each([
  ['p95Ms<96', 'passed'],
  ['p95Ms<90', 'failed'],
  ['errorRate<0.1', 'passed'],
  ['errorRate<0.05', 'failed'],
  ['p95Ms<96,errorRate<0.05', 'failed'],
  ['ttftP95Ms<800', 'failed'],
])('%s has %s: 95 %% of the answers took 95 ms or less, one of eleven failed, none was streamed', (slo, status) => {
  expect(evaluateSlo(slo, result)?.status).toBe(status);
});

test('a run without all its shards passes nothing', () => {
  const partial = summarise({ state: { ...STATE, shardCount: 2 }, spec: { slo: 'p95Ms<1000' } });
  expect(partial.verdict?.status).toBe('partial');
});

test.each(['p95<2000', 'p95Ms=5', 'p95Ms<', 'p95Ms<abc', 'p95Ms<-1 DROP'])('the threshold %j is refused', (text) => {
  expect(sloText.safeParse(text).success).toBe(false);
});

test('thresholds are read with spaces too', () => {
  expect(sloText.safeParse(' p95Ms < 2000 , errorRate<0.01 ').success).toBe(true);
  expect(parseSlo('p95Ms<2000')).toBeDefined();
});
