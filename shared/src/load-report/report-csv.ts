import { LATENCY_PHASES } from '../latency/latency-split.ts';
import { PHASE_TEXTS } from '../latency/latency-text.ts';
import type { LoadResult, LoadTaskResult } from '../load/load-results.ts';

const PHASE_NAMES = LATENCY_PHASES.map((phase) => PHASE_TEXTS[phase].name);

type Cell = string | number | null | undefined;

/** One line per task, with the columns of Locust's statistics file first. */
export function taskCsv({ tasks, total }: LoadResult): string {
  const head = [
    ...['Name', 'Request Count', 'Failure Count', 'Median Response Time', 'Average Response Time', 'Min Response Time'],
    ...['Max Response Time', 'Average Content Size', 'Requests/s', 'Failures/s'],
    ...['50%', '66%', '75%', '80%', '90%', '95%', '98%', '99%', '99.9%', '100%'],
    ...['95% From Intended Start', '99% From Intended Start', 'TTFT 50%', 'TTFT 95%', 'Token Gap 95%', 'Tokens/s 50%'],
    ...['Answer Tokens', 'Cold Answers', 'Cold Starts'],
    ...PHASE_NAMES.flatMap((name) => [`${name} Average`, `${name} 95%`]),
  ];
  return csv([head, ...[...tasks, total].map(taskCells)]);
}

function taskCells(task: LoadTaskResult): readonly Cell[] {
  const { latencyMs, latencyFromIntendedMs, ttftMs, tokenGapMs, tokensPerSecond } = task;
  return [
    ...[task.name, task.requests, task.failures, latencyMs?.p50, latencyMs?.avg, latencyMs?.min, latencyMs?.max],
    ...[task.avgBytes, task.requestsPerSecond, task.failuresPerSecond],
    ...[latencyMs?.p50, latencyMs?.p66, latencyMs?.p75, latencyMs?.p80, latencyMs?.p90, latencyMs?.p95],
    ...[latencyMs?.p98, latencyMs?.p99, latencyMs?.p999, latencyMs?.max],
    ...[latencyFromIntendedMs?.p95, latencyFromIntendedMs?.p99, ttftMs?.p50, ttftMs?.p95],
    ...[tokenGapMs?.p95, tokensPerSecond?.p50, task.answerTokens, task.coldAnswers],
    task.split?.coldStarts,
    ...LATENCY_PHASES.flatMap((phase) => [task.split?.phases[phase].avgMs, task.split?.phases[phase].p95Ms]),
  ];
}

/** One line per window of the time series. */
export function windowCsv({ windows }: LoadResult): string {
  const head = [
    ...['Second', 'Users', 'Requests/s', 'Failures/s', 'Dropped', '50%', '95%', '99%', 'TTFT 50%', 'TTFT 95%'],
    ...PHASE_NAMES.map((name) => `${name} Average`),
  ];
  const rows = windows.map((window) => [
    ...[window.atSeconds, window.users, window.requestsPerSecond, window.failuresPerSecond, window.dropped],
    ...[window.p50Ms, window.p95Ms, window.p99Ms, window.ttftP50Ms, window.ttftP95Ms],
    ...LATENCY_PHASES.map((phase) => window.phasesMs?.[phase]),
  ]);
  return csv([head, ...rows]);
}

/** One line per kind of error. */
export function errorCsv({ errors }: LoadResult): string {
  const rows = errors.map((error) => [error.task, error.class, error.detail, error.count]);
  return csv([['Name', 'Class', 'Detail', 'Occurrences'], ...rows]);
}

function csv(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
}

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return String(Math.round(cell * 1_000) / 1_000);
  // A spreadsheet would run what starts like a formula.
  const inert = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
