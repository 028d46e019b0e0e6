import type { LoadResult } from '../load/load-results.ts';
import { formatMs, formatPercent } from './format-figure.ts';

/** Above this the tester was too busy to send in time, and its figures speak of itself. */
const LATE_START_MS = 50;

/** What a reader must know beside the figures. */
export function resultRemarks(result: LoadResult): readonly string[] {
  const { coverage, dropped, interrupted, startDelayP99Ms } = result;
  const remarks: string[] = [];
  if (coverage.complete < coverage.planned) {
    const lost = coverage.lost.map(({ index, status }) => `shard ${index} ${status}`).join(', ');
    remarks.push(
      `Coverage: shards ${coverage.complete}/${coverage.planned} (${lost}); the figures hold what those sent.`,
    );
  }
  if (dropped > 0) remarks.push(`${dropped} arrivals were dropped: the most open requests were already on their way.`);
  if (interrupted > 0) remarks.push(`${interrupted} requests were still open at the end and are in no figure.`);
  remarks.push(...coldRemarks(result), ...splitRemarks(result));
  if (startDelayP99Ms > LATE_START_MS) {
    remarks.push(
      `Requests started up to ${formatMs(startDelayP99Ms)} ms late (99th percentile): a predecessor was slow or the tester busy. Compare both latency tables.`,
    );
  }
  return remarks;
}

function coldRemarks({ tasks, answers }: LoadResult): readonly string[] {
  if (answers?.split && answers.split.coldStarts > 0) {
    const { coldStarts, coldStartShare, answers: known } = answers.split;
    return [
      `${coldStarts} of ${known} answers were cold: an instance of the agent had to start, or the model had to be loaded. Waiting for that was ${formatPercent(coldStartShare)} of all waiting for answers.`,
    ];
  }
  const cold = tasks.reduce((sum, { coldAnswers }) => sum + coldAnswers, 0);
  return cold > 0 ? [`${cold} answers were cold: the model had to be loaded first.`] : [];
}

function splitRemarks({ answers }: LoadResult): readonly string[] {
  const count = answers?.latencyMs?.count ?? 0;
  if (!answers || count === 0) return [];
  if (!answers.split)
    return ['Where the time went is not known: the agent did not tell. One that is deployed now does.'];
  const silent = count - answers.split.answers;
  return silent > 0 ? [`Where the time went is known of ${count - silent} of ${count} answers.`] : [];
}
