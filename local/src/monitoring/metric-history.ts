import { join } from 'node:path';
import { type JsonLinesFile, openJsonLinesFile } from '../disk/json-lines-file.ts';
import { findDescriptor } from './metric-descriptors.ts';
import type { Sample } from './samples-of.ts';
import type { Labels, Point, TimeSeries } from './time-series.ts';

/** What one revision did in one period. */
export interface MeasuredPeriod {
  readonly startMs: number;
  readonly endMs: number;
  readonly resourceLabels: Labels;
  readonly samples: readonly Sample[];
}

/** The points of the last day, here and on disk. */
export interface MetricHistory extends AsyncDisposable {
  /** Of one metric, each with its points, oldest first. */
  series(metricType: string): readonly TimeSeries[];
  append(period: MeasuredPeriod): void;
}

const KEPT_MS = 24 * 60 * 60_000;
const MAX_BYTES = 32 * 1_024 ** 2;

interface KeptSeries extends TimeSeries {
  readonly points: Point[];
}

/** Opens the history kept in a folder. */
export async function openMetricHistory(options: {
  readonly folder: string;
  readonly nowMs: number;
  readonly report: (problem: string) => void;
}): Promise<MetricHistory> {
  const { folder, nowMs, report } = options;
  const file: JsonLinesFile<MeasuredPeriod> = openJsonLinesFile({
    path: join(folder, 'points.ndjson'),
    maxBytes: MAX_BYTES,
    report: (problem) => report(`The metrics ${problem}`),
  });
  const byMetric = new Map<string, Map<string, KeptSeries>>();

  function keep({ startMs, endMs, resourceLabels, samples }: MeasuredPeriod): void {
    for (const { metricType, metricLabels, value } of samples) {
      const descriptor = findDescriptor(metricType);
      if (!descriptor) continue;
      const { metricKind, valueType } = descriptor;
      const all = byMetric.get(metricType) ?? new Map<string, KeptSeries>();
      byMetric.set(metricType, all);
      const key = JSON.stringify([resourceLabels, metricLabels]);
      let series = all.get(key);
      if (!series) {
        series = {
          metric: { type: metricType, labels: metricLabels },
          resourceLabels,
          metricKind,
          valueType,
          points: [],
        };
        all.set(key, series);
      }
      series.points.push({ startMs: metricKind === 'GAUGE' ? endMs : startMs, endMs, value });
    }
  }

  function forget(beforeMs: number): void {
    for (const all of byMetric.values()) {
      for (const [key, { points }] of all) {
        const firstKept = points.findIndex(({ endMs }) => endMs >= beforeMs);
        if (firstKept === -1) all.delete(key);
        else points.splice(0, firstKept);
      }
    }
  }

  for (const period of await file.read()) if (period.endMs >= nowMs - KEPT_MS) keep(period);
  return {
    series: (metricType) => [...(byMetric.get(metricType)?.values() ?? [])],
    append: (period) => {
      keep(period);
      forget(period.endMs - KEPT_MS);
      file.append(period);
    },
    [Symbol.asyncDispose]: () => file.flush(),
  };
}
