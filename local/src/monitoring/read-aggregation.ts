import { ALIGNER_NAMES } from './align-series.ts';
import type { Aggregation } from './list-time-series.ts';
import { invalid, unimplemented } from './monitoring-error.ts';
import { REDUCER_NAMES } from './reduce-series.ts';

/** As both protocols spell it; what is left out is undefined. */
export interface AggregationMessage {
  readonly alignmentPeriodMs: number | undefined;
  readonly perSeriesAligner: string | undefined;
  readonly crossSeriesReducer: string | undefined;
  readonly groupByFields: readonly string[];
}

/** `null` when raw points are asked for. @throws MonitoringError */
export function readAggregation(message: AggregationMessage): Aggregation | null {
  const { alignmentPeriodMs, perSeriesAligner = 'ALIGN_NONE', crossSeriesReducer = 'REDUCE_NONE' } = message;
  const reducer = known(REDUCER_NAMES, crossSeriesReducer, 'REDUCE_NONE');
  const aligner = known(ALIGNER_NAMES, perSeriesAligner, 'ALIGN_NONE');
  if (aligner === null) {
    if (reducer === null) return null;
    throw invalid(
      'Field aggregation.perSeriesAligner had an invalid value of "ALIGN_NONE": It must be set when a reducer is.',
    );
  }
  if (alignmentPeriodMs === undefined) {
    throw invalid('Field aggregation.alignmentPeriod had an invalid value: It must be set when an aligner is.');
  }
  return { alignmentPeriodMs, aligner, reducer, groupByFields: message.groupByFields };
}

function known<T extends string>(names: readonly T[], name: string, none: string): T | null {
  if (name === none) return null;
  const found = names.find((one) => one === name);
  if (found === undefined) throw unimplemented(`${name}; it has ${names.join(', ')}`);
  return found;
}
