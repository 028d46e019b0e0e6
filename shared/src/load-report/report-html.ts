import type { LoadResult } from '../load/load-results.ts';
import type { LoadSpec } from '../load/load-spec.ts';
import { scenarioOf } from '../load/load-spec.ts';
import type { LoadTestConclusion } from '../scaling/conclude-load-test.ts';
import { conclusionText } from '../scaling/conclusion-text.ts';
import { escapeHtml } from './escape-html.ts';
import { formatMs, formatPercent, formatRate } from './format-figure.ts';
import { htmlTable } from './html-table.ts';
import { reportCharts } from './report-charts.ts';
import { REPORT_STYLE } from './report-style.ts';
import { resultRemarks } from './result-remarks.ts';
import { resultTables } from './result-rows.ts';

/** A load test as one self-contained page: no script, nothing fetched, every text escaped. */
export function loadReportHtml({
  target,
  spec,
  result,
  conclusion = null,
}: {
  /** What was tested, as the reader knows it. */
  readonly target: string;
  readonly spec: LoadSpec;
  readonly result: LoadResult;
  /** What it says about the pair; left out where nobody knows the pair. */
  readonly conclusion?: LoadTestConclusion | null;
}): string {
  const started = new Date(result.startAtMs).toISOString().replace('T', ' ').slice(0, 19);
  const remarks = resultRemarks(result).map((remark) => `<li>${escapeHtml(remark)}</li>`);
  const tables = resultTables(result).map(
    ({ title, head, rows }) => `<h2>${escapeHtml(title)}</h2>${htmlTable(head, rows)}`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(`Load test of ${target}`)}</title><style>${REPORT_STYLE}</style></head><body><main>
<h1>${escapeHtml(`Load test of ${target}`)}</h1>
<p class="soft">${escapeHtml(`${describeLoad(spec)}. Started ${started} UTC.`)}</p>
${keyFigures(result)}
${verdictSection(result)}
${conclusion ? scalingSection(conclusion) : ''}
${remarks.length > 0 ? `<ul>${remarks.join('')}</ul>` : ''}
<h2>Over time</h2>
${reportCharts(result)}
${tables.join('\n')}
<h2>Time series</h2><details><summary>All figures of the charts</summary>${windowTable(result)}</details>
</main></body></html>
`;
}

/** What was asked of the target, in one line. */
export function describeLoad(spec: LoadSpec): string {
  const { load, durationSeconds } = spec;
  const how =
    load.model === 'closed'
      ? `${load.users} users, ${load.spawnRatePerSecond} joining a second`
      : `${load.requestsPerSecond} requests a second, ${load.arrivals} arrivals`;
  const shape = load.shape.kind === 'constant' ? '' : `, ${load.shape.kind}`;
  return `Scenario ${scenarioOf(spec).name}: ${how}${shape}, ${durationSeconds} s`;
}

function keyFigures(result: LoadResult): string {
  const { answers, total, coverage } = result;
  const line = answers ?? total;
  const figures: readonly (readonly [string, string])[] = [
    ['Requests', String(total.requests)],
    ['Requests a second', formatRate(total.requestsPerSecond)],
    ['Errors', formatPercent(total.errorRate)],
    [`${answers ? 'Answers' : 'Requests'}, median`, `${formatMs(line.latencyMs?.p50)} ms`],
    [`${answers ? 'Answers' : 'Requests'}, 95 %`, `${formatMs(line.latencyMs?.p95)} ms`],
    ...(line.ttftMs ? [['First token, 95 %', `${formatMs(line.ttftMs.p95)} ms`] as const] : []),
    ['Most users', String(result.peakUsers)],
    ['Shards', `${coverage.complete}/${coverage.planned}`],
  ];
  const items = figures.map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`);
  return `<dl>${items.join('')}</dl>`;
}

function verdictSection({ verdict }: LoadResult): string {
  if (!verdict) return '';
  const rows = verdict.thresholds.map(({ text, observed, passed }) => [
    text,
    observed === null ? 'nothing measured' : String(Number(observed.toPrecision(4))),
    passed ? 'kept' : 'missed',
  ]);
  const tone = verdict.status === 'passed' ? 'good' : 'bad';
  return `<h2>Verdict: <span class="${tone}">${verdict.status}</span></h2>${htmlTable(['Threshold', 'Measured', ''], rows)}`;
}

function scalingSection(conclusion: LoadTestConclusion): string {
  const { verdict, table, evidence, gaps } = conclusionText(conclusion);
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? '' : `<p>${title}</p><ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`;
  return [
    `<h2>${escapeHtml(table.title)}</h2>`,
    ...verdict.map((line) => `<p>${escapeHtml(line)}</p>`),
    htmlTable(table.head, table.rows),
    list('What this rests on:', evidence),
    list('What is not known:', gaps),
  ].join('\n');
}

function windowTable({ windows }: LoadResult): string {
  const head = ['Second', 'req/s', 'failures/s', 'Users', '50%', '95%', '99%', 'TTFT 50%', 'TTFT 95%', 'Dropped'];
  const rows = windows.map((window) => [
    String(window.atSeconds),
    formatRate(window.requestsPerSecond),
    formatRate(window.failuresPerSecond),
    String(window.users),
    ...[window.p50Ms, window.p95Ms, window.p99Ms, window.ttftP50Ms, window.ttftP95Ms].map(formatMs),
    String(window.dropped),
  ]);
  return htmlTable(head, rows);
}
