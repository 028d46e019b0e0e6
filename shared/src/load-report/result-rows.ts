import { LATENCY_PHASES } from '../latency/latency-split.ts';
import { PHASE_TEXTS } from '../latency/latency-text.ts';
import {
  type Distribution,
  headline,
  type LoadResult,
  type LoadTaskResult,
  meanSplitMs,
} from '../load/load-results.ts';
import { formatMs, formatPercent, formatRate } from './format-figure.ts';

export interface ResultTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The tables of a result as text, the same in the terminal and in the report; empty ones are left out. */
export function resultTables(result: LoadResult): readonly ResultTable[] {
  const lines = [...result.tasks, result.total];
  const tables = [
    requestTable(lines),
    percentileTable(lines),
    intendedTable(lines),
    streamTable(lines),
    splitTable(result),
    errorTable(result),
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}

/** Locust's table. */
export function requestTable(lines: readonly LoadTaskResult[]): ResultTable {
  return {
    title: 'Requests',
    head: ['Name', '# reqs', '# fails', 'Avg', 'Min', 'Max', 'Med', 'req/s', 'failures/s'],
    rows: lines.map(({ name, requests, failures, errorRate, latencyMs, requestsPerSecond, failuresPerSecond }) => [
      name,
      String(requests),
      `${failures} (${formatPercent(errorRate)})`,
      ...(['avg', 'min', 'max', 'p50'] as const).map((figure) => formatMs(latencyMs?.[figure])),
      formatRate(requestsPerSecond),
      formatRate(failuresPerSecond),
    ]),
  };
}

const PERCENTILE_COLUMNS = {
  '50%': 'p50',
  '66%': 'p66',
  '75%': 'p75',
  '80%': 'p80',
  '90%': 'p90',
  '95%': 'p95',
  '98%': 'p98',
  '99%': 'p99',
  '99.9%': 'p999',
  '100%': 'max',
} as const satisfies Record<string, keyof Distribution>;

function percentileTable(lines: readonly LoadTaskResult[]): ResultTable {
  return {
    title: 'Latency percentiles, ms, successful answers',
    head: ['Name', ...Object.keys(PERCENTILE_COLUMNS), '# reqs'],
    rows: lines.flatMap(({ name, latencyMs }) => {
      if (!latencyMs) return [];
      const figures = Object.values(PERCENTILE_COLUMNS).map((column) => formatMs(latencyMs[column]));
      return [[name, ...figures, String(latencyMs.count)]];
    }),
  };
}

function intendedTable(lines: readonly LoadTaskResult[]): ResultTable {
  return {
    title: 'Latency from the intended start, ms (what waiting for a late request adds)',
    head: ['Name', 'Avg', '50%', '95%', '99%', '100%'],
    rows: lines.flatMap(({ name, latencyFromIntendedMs: from }) =>
      from ? [[name, ...[from.avg, from.p50, from.p95, from.p99, from.max].map(formatMs)]] : [],
    ),
  };
}

function streamTable(lines: readonly LoadTaskResult[]): ResultTable {
  return {
    title: 'Answers',
    head: ['Name', 'TTFT 50%', 'TTFT 95%', 'TTFT 99%', 'Gap 50%', 'Gap 95%', 'tok/s 50%', 'Tokens', 'Cold'],
    rows: lines.flatMap(({ name, ttftMs, tokenGapMs, tokensPerSecond, answerTokens, coldAnswers }) => {
      if (!ttftMs && !tokensPerSecond) return [];
      const times = [ttftMs?.p50, ttftMs?.p95, ttftMs?.p99, tokenGapMs?.p50, tokenGapMs?.p95].map(formatMs);
      return [[name, ...times, formatRate(tokensPerSecond?.p50), String(answerTokens), String(coldAnswers)]];
    }),
  };
}

/** Of the table that has a line for each phase of an answer. */
export const SPLIT_TITLE = 'Where the time went, ms an answer';

/** Where the time of the answers went; means add up, percentiles do not. */
function splitTable(result: Pick<LoadResult, 'answers' | 'total'>): ResultTable {
  const { split } = headline(result);
  const totalMs = split ? meanSplitMs(split) : 0;
  const shareOf = (ms: number) => (totalMs === 0 ? '–' : formatPercent(ms / totalMs));
  return {
    title: SPLIT_TITLE,
    head: ['Phase', 'Avg', 'Share', '50%', '95%'],
    rows: split
      ? [
          ...LATENCY_PHASES.map((phase) => {
            const { avgMs, p50Ms, p95Ms } = split.phases[phase];
            return [PHASE_TEXTS[phase].name, formatMs(avgMs), shareOf(avgMs), formatMs(p50Ms), formatMs(p95Ms)];
          }),
          ['All', formatMs(totalMs), shareOf(totalMs), '', ''],
        ]
      : [],
  };
}

function errorTable({ errors }: LoadResult): ResultTable {
  return {
    title: 'Errors',
    head: ['Task', 'Class', 'Detail', '# occurrences'],
    rows: errors.map((error) => [error.task, error.class, error.detail, String(error.count)]),
  };
}
