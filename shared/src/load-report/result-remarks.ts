import type { LoadResult } from '../load-results.ts';
import { formatMs } from './format-figure.ts';

/** Above this the tester was too busy to send in time, and its figures speak of itself. */
const LATE_START_MS = 50;

/** What a reader must know beside the figures. */
export function resultRemarks(result: LoadResult): readonly string[] {
  const { coverage, dropped, interrupted, startDelayP99Ms, tasks } = result;
  const remarks: string[] = [];
  if (coverage.complete < coverage.planned) {
    const lost = coverage.lost.map(({ index, status }) => `shard ${index} ${status}`).join(', ');
    remarks.push(
      `Coverage: shards ${coverage.complete}/${coverage.planned} (${lost}); the figures hold what those sent.`,
    );
  }
  if (dropped > 0) remarks.push(`${dropped} arrivals were dropped: the most open requests were already on their way.`);
  if (interrupted > 0) remarks.push(`${interrupted} requests were still open at the end and are in no figure.`);
  const cold = tasks.reduce((sum, { coldAnswers }) => sum + coldAnswers, 0);
  if (cold > 0) remarks.push(`${cold} answers were cold: the model had to be loaded first.`);
  if (startDelayP99Ms > LATE_START_MS) {
    remarks.push(
      `Requests started up to ${formatMs(startDelayP99Ms)} ms late (99th percentile): a predecessor was slow or the tester busy. Compare both latency tables.`,
    );
  }
  return remarks;
}
