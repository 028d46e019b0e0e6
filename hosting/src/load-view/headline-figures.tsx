import {
  formatMs,
  formatPercent,
  formatRate,
  headline,
  type LoadHeadline,
  type LoadResult,
} from '@proving-ground/shared';
import './load-tables.css';

export interface HeadlineNumbers {
  readonly requests: number | null;
  readonly requestsPerSecond: number | null;
  readonly p95Ms: number | null;
  readonly ttftP95Ms: number | null;
  readonly errorRate: number | null;
  readonly users: number | null;
}

/** Of figures that still grow: users are those of the last window. */
export function numbersOf(result: LoadResult, { isLive }: { readonly isLive: boolean }): HeadlineNumbers {
  const { total, windows, peakUsers } = result;
  const { latencyMs, ttftMs } = headline(result);
  return {
    requests: total.requests,
    requestsPerSecond: total.requestsPerSecond,
    p95Ms: latencyMs?.p95 ?? null,
    ttftP95Ms: ttftMs?.p95 ?? null,
    errorRate: total.errorRate,
    users: isLive ? (windows.at(-1)?.users ?? null) : peakUsers,
  };
}

/** Of the record alone, when its figures cannot be read or have not come. */
export function numbersOfHeadline(record: LoadHeadline | null): HeadlineNumbers {
  return {
    requests: record?.requests ?? null,
    requestsPerSecond: record?.requestsPerSecond ?? null,
    p95Ms: record?.p95Ms ?? null,
    ttftP95Ms: record?.ttftP95Ms ?? null,
    errorRate: record?.errorRate ?? null,
    users: record?.peakUsers ?? null,
  };
}

/** The few numbers that are read first, each always in its place. */
export function HeadlineFigures(props: { readonly numbers: HeadlineNumbers; readonly usersText: string }) {
  const { requests, requestsPerSecond, p95Ms, ttftP95Ms, errorRate, users } = props.numbers;
  const figures = [
    { name: 'Requests', value: requests ?? '–' },
    { name: 'Requests a second', value: formatRate(requestsPerSecond) },
    { name: '95 % answered in', value: formatMs(p95Ms), unit: 'ms' },
    { name: 'First token, 95 %', value: formatMs(ttftP95Ms), unit: 'ms' },
    { name: 'Errors', value: errorRate === null ? '–' : formatPercent(errorRate) },
    { name: props.usersText, value: users ?? '–' },
  ];
  return (
    <dl class="card load-figures">
      {figures.map(({ name, value, unit }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class="figure">
            {value} {unit && value !== '–' && <small>{unit}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
